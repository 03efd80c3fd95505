import LatchkeyKeys

extension HostKeyPolicy {
  /// The host key algorithms (RFC 4253 §7.1 names) to ask a host for first, because a key of theirs
  /// is pinned or known.
  func preferredAlgorithms(host: String, port: UInt16) -> [String] {
    let types: [KeyAlgorithm] =
      switch self {
      case .pinned(let pins): pins.compactMap(\.algorithm)
      case .knownHosts(let files, _): files.flatMap { $0.algorithms(host: host, port: port) }
      case .insecurelyIgnored: []
      }
    return types.flatMap(Self.algorithmNames)
  }

  /// Judges a host's key. A new host is not recorded here.
  func judge(_ key: PublicKey, host: String, port: UInt16) -> HostKeyJudgement {
    switch self {
    case .insecurelyIgnored: return HostKeyJudgement(trust: .ignored)
    case .pinned(let pins):
      if pins.contains(where: { $0.matches(key) }) { return HostKeyJudgement(trust: .pinned) }
      let types = pins.map(\.algorithm)
      return HostKeyJudgement(
        trust: .mismatch, expected: pins.map(\.fingerprint),
        isOtherType: !types.contains(nil) && !types.contains(key.algorithm))
    case .knownHosts(let files, let acceptNew):
      let judgements = files.map { $0.judge(key, host: host, port: port) }
      if let revoked = judgements.first(where: { $0.trust == .revoked }) { return revoked }
      if let known = judgements.first(where: { $0.trust == .known }) { return known }
      let mismatches = judgements.filter { $0.trust == .mismatch }
      let notes = judgements.flatMap(\.notes)
      if mismatches.isEmpty {
        return HostKeyJudgement(trust: acceptNew ? .acceptedNew : .unknown, notes: notes)
      }
      return HostKeyJudgement(
        trust: .mismatch, expected: mismatches.flatMap(\.expected),
        isOtherType: mismatches.allSatisfy(\.isOtherType), notes: notes)
    }
  }

  /// Whether it is worth asking the host for its other keys after a mismatch: a fingerprint does not
  /// tell the type of the key that it is of.
  var hasUntypedPins: Bool {
    guard case .pinned(let pins) = self else { return false }
    return pins.contains { $0.algorithm == nil }
  }

  private static func algorithmNames(_ algorithm: KeyAlgorithm) -> [String] {
    algorithm == .rsa ? ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"] : [algorithm.name]
  }
}
