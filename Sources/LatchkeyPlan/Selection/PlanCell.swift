/// One key as one user on one host, by their places in the plan's lists.
struct PlanCell: Sendable {
  let host: Int32
  let user: Int32
  let key: Int32
  /// The rule that says what is expected; −1 where none does, and `strict` denies.
  let rule: Int32
}
