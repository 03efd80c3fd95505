public import LatchkeyVerifier

extension CheckRecord {
  /// What is told of an outcome.
  ///
  /// - Parameters:
  ///   - isExplained: whether the conversation is told, too.
  ///   - shard: which part of a plan it belongs to.
  public init(_ outcome: Outcome, isExplained: Bool = false, shard: ShardRecord? = nil) {
    let check = outcome.check
    self.init(
      id: check.id, host: check.host, port: check.port, user: check.user,
      expect: check.expectation, verdict: outcome.verdict, met: outcome.isMet,
      stage: outcome.stage, reason: outcome.reason.rawValue, detail: outcome.detail)
    hostName = check.hostName
    address = outcome.address
    remedy = outcome.remedy
    // Before any key was offered, the verdict is about the only one that would have been.
    let index = outcome.identity ?? (check.identities.count == 1 ? 0 : nil)
    if let index, check.identities.indices.contains(index) {
      key = KeyRecord(check.identities[index])
    }
    hops = outcome.hops.map(HopRecord.init)
    hostKey = outcome.hostKey.map(HostKeyRecord.init)
    banner = outcome.banner
    methods = outcome.methods ?? []
    negotiated = outcome.negotiated.map(NegotiatedRecord.init)
    exec = outcome.command.map(ExecRecord.init)
    for stage in TimedStage.allCases {
      timings[stage] = outcome.timings[stage]?.inMicroseconds
    }
    timings.total = outcome.timings.total.inMicroseconds
    attempts = outcome.attempts
    timeline = isExplained ? outcome.timeline.map(TimelineRecord.init) : []
    self.shard = shard
  }
}
