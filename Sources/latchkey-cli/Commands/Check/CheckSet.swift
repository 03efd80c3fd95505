import LatchkeyPlan
import LatchkeyReport
import LatchkeyVerifier

/// All that a run of `check` asks, in the report's order. A plan's checks are made when they are looked
/// at.
struct CheckSet: RandomAccessCollection {
  let startIndex = 0
  let endIndex: Int
  /// How many go on at once, and how many of them at one host, where the plan says.
  private(set) var concurrency: Int?
  private(set) var perHost: Int?
  /// Whether one check alone says by the exit status what it found; a plan never does.
  private(set) var isPlanned = false
  /// The part of a plan that the check at an index belongs to.
  private(set) var shard: (Int) -> ShardRecord? = { _ in nil }

  private let check: (Int) -> AccessCheck

  /// What was asked on the command line.
  init(_ checks: [AccessCheck]) {
    endIndex = checks.count
    check = { checks[$0] }
  }

  /// What a plan asks for, or the part of it.
  ///
  /// - Parameters:
  ///   - deadlines: how long each stage of each check may take.
  ///   - patience: for how long those are repeated that are not to be refused.
  init(_ plan: ResolvedPlan, _ shard: Shard?, deadlines: Deadlines, patience: Duration?) {
    let planned = shard.map { plan.checks(of: $0) } ?? plan.checks
    endIndex = planned.count
    check = { index in
      var check = planned[index].check
      check.deadlines = deadlines
      if check.expectation != .deny { check.patience = patience }
      return check
    }
    concurrency = plan.plan.defaults.concurrency
    perHost = plan.plan.defaults.perHost
    isPlanned = true
    guard let shard else { return }
    let (digest, count) = (plan.digest, plan.checks.count)
    self.shard = { index in
      ShardRecord(
        index: shard.index, of: shard.count, order: planned.order(of: index), planChecks: count,
        plan: digest)
    }
  }

  subscript(index: Int) -> AccessCheck { check(index) }
}
