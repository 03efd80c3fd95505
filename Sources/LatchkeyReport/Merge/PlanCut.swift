/// Which plan a record is of, and into how many parts that was cut: the same in all reports that
/// belong together.
struct PlanCut: Hashable {
  /// How many parts; `nil` where the plan was not cut.
  let of: Int?
  /// How many checks the plan has, where that is known.
  let checks: Int?
  /// What tells the plan from others.
  let plan: String?

  init(_ shard: ShardRecord?) {
    of = shard?.of
    checks = shard?.planChecks
    plan = shard?.plan
  }
}
