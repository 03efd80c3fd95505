import LatchkeyKeys

/// The way of one check to its host: through every jump host, to the host itself.
struct Route {
  /// What is known of one host's keys.
  struct HostKeys {
    /// The algorithms to ask for first.
    var algorithms: [String]
    /// The keys of other types that it showed in earlier attempts.
    var tried: [ServerHostKey] = []
  }

  /// What the jump hosts did in this attempt.
  private(set) var hops: [HopOutcome] = []
  /// How many jump hosts lie before the next host.
  private(set) var depth = 0

  private let jumps: [JumpHost]
  private let policies: [HostKeyPolicy]
  private var passed: [Conversation] = []
  /// Of each host on the way, the last of them the one that is asked about.
  private var keys: [HostKeys]

  init(_ check: AccessCheck) {
    jumps = check.jumps
    policies = check.jumps.map(\.hostKeyPolicy) + [check.hostKeyPolicy]
    let places = check.jumps.map(\.hostKeyPlace) + [check.hostKeyPlace]
    // ed25519 first where nothing is known: the key that people pin most.
    keys = zip(policies, places).map { policy, place in
      HostKeys(
        algorithms: policy.preferredAlgorithms(host: place.host, port: place.port) + ["ssh-ed25519"]
      )
    }
  }

  /// Whether the next host is a jump host.
  var leadsOn: Bool { depth < jumps.count }

  /// The conversation through which the next host is reached; `nil` from this machine.
  var outer: Conversation? { passed.last }

  /// What is known of the next host's keys.
  var hostKeys: HostKeys { keys[depth] }

  /// The question to the next host: may we come through, or the check's own.
  func nextCheck(of check: AccessCheck) -> AccessCheck {
    guard leadsOn else { return check }
    let jump = jumps[depth]
    var next = AccessCheck(
      host: jump.host, port: jump.port, user: jump.user, identities: jump.identities,
      hostKeyPolicy: jump.hostKeyPolicy, deadlines: check.deadlines)
    next.hostKeyName = jump.hostKeyName
    return next
  }

  /// A jump host has let us in.
  mutating func pass(_ conversation: Conversation) {
    let diagnosis = Diagnosis(conversation.evidence, of: conversation.check)
    hops.append(outcome(diagnosis, conversation.evidence))
    passed.append(conversation)
    depth += 1
  }

  /// Takes over what the jump hosts did for another that went the same way.
  mutating func follow(_ hops: [HopOutcome]) {
    self.hops = hops
    depth = hops.count
  }

  /// The end of a conversation; with a jump host, that one's outcome.
  mutating func stop(_ diagnosis: Diagnosis, _ evidence: Evidence) -> HopOutcome? {
    guard leadsOn else { return nil }
    let hop = outcome(diagnosis, evidence)
    hops.append(hop)
    return hop
  }

  private func outcome(_ diagnosis: Diagnosis, _ evidence: Evidence) -> HopOutcome {
    HopOutcome(
      hop: jumps[depth], verdict: diagnosis.verdict, stage: diagnosis.stage,
      reason: diagnosis.reason, detail: diagnosis.detail, remedy: diagnosis.remedy,
      hostKey: evidence.hostKey)
  }

  /// Goes back: the innermost connection is closed first. What the jump hosts did is kept until the
  /// next attempt.
  mutating func leave() {
    for conversation in passed.reversed() { conversation.conclude() }
    passed = []
    depth = 0
  }

  /// Forgets what the jump hosts did, before another attempt.
  mutating func restart() { hops = [] }

  /// Where the pins do not tell their type: another host key algorithm that the host offers, libssh2
  /// has, and was not shown yet. It is asked for in the next attempt.
  mutating func otherHostKeyType(_ evidence: Evidence) -> String? {
    let place = depth
    guard evidence.judgement?.trust == .mismatch, policies[place].hasUntypedPins,
      let shown = evidence.hostKey,
      let ours = evidence.clientOffer?.hostKeys, let theirs = evidence.serverOffer?.hostKeys
    else { return nil }
    let seen = (keys[place].tried + [shown]).map(\.key.algorithm)
    let next = ours.first { name in
      guard theirs.contains(name) else { return false }
      let algorithm = name.hasPrefix("rsa-sha2-") ? .rsa : KeyAlgorithm(name: name)
      return algorithm.map { !seen.contains($0) } ?? false
    }
    guard let next else { return nil }
    keys[place] = HostKeys(algorithms: [next], tried: keys[place].tried + [shown])
    return next
  }
}
