import LatchkeyKeys

extension HostKeyPolicy {
  /// The host key algorithms (RFC 4253 §7.1 names) to ask a host for first, because a key of theirs
  /// is pinned or known.
  func preferredAlgorithms(host: String, port: UInt16) -> [String] {
    let types: [KeyAlgorithm] =
      switch self {
      case .pinned(let pins): pins.compactMap(\.algorithm)
      case .knownHosts(let files, _): files.algorithms(host: host, port: port)
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
      let isOtherType = !types.contains(nil) && !types.contains(key.algorithm)
      // Another key of a type that is pinned is another host's, whatever else this one has.
      let trusted = isOtherType ? types.compactMap(\.self) : []
      return HostKeyJudgement(
        trust: .mismatch, expected: pins.map(\.fingerprint), isOtherType: isOtherType,
        trustedTypes: types.contains(nil) ? .any : .these(trusted))
    case .knownHosts(let files, let acceptNew):
      var judgement = files.judge(key, host: host, port: port)
      if judgement.trust == .unknown, acceptNew { judgement.trust = .acceptedNew }
      return judgement
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
