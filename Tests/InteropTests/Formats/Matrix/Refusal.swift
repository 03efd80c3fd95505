/// Files that a peer does not claim to read, with the reason.
struct Refusal: Sendable {
  let reason: String
  let covers: @Sendable (WrittenForm, MatrixKey) -> Bool

  init(_ reason: String, covers: @escaping @Sendable (WrittenForm, MatrixKey) -> Bool) {
    self.reason = reason
    self.covers = covers
  }

  static func forms(
    _ reason: String, _ covers: @escaping @Sendable (WrittenForm) -> Bool
  ) -> Refusal {
    Refusal(reason) { form, _ in covers(form) }
  }

  static func keys(_ reason: String, _ keys: MatrixKey...) -> Refusal {
    Refusal(reason) { _, key in keys.contains(key) }
  }
}
