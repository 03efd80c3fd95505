import LatchkeyPlan
import LatchkeyReport
import LatchkeyVerifier

/// All that a run of `check` asks.
struct CheckSet {
  /// The checks, in the report's order.
  var checks: [AccessCheck]
  /// How many go on at once, and how many of them at one host, where the plan says.
  var concurrency: Int?
  var perHost: Int?
  /// Whether one check alone says by the exit status what it found; a plan never does.
  var isPlanned = false
  /// The part of a plan that each belongs to.
  var shards: [ShardRecord] = []

  /// What was asked on the command line.
  init(_ checks: [AccessCheck]) { self.checks = checks }

  /// What a plan asks for, or the part of it.
  init(_ plan: ResolvedPlan, _ shard: Shard?) {
    let planned = shard.map { plan.checks(of: $0) } ?? plan.checks
    checks = planned.map(\.check)
    concurrency = plan.plan.defaults.concurrency
    perHost = plan.plan.defaults.perHost
    isPlanned = true
    guard let shard else { return }
    let digest = plan.digest
    shards = planned.orders.map { order in
      ShardRecord(
        index: shard.index, of: shard.count, order: order, planChecks: plan.checks.count,
        plan: digest)
    }
  }
}
