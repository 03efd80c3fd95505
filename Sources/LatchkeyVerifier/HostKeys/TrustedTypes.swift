import LatchkeyKeys

/// The types of the keys that are trusted of a host.
enum TrustedTypes: Sendable, Hashable {
  case these([KeyAlgorithm])
  /// There is a fingerprint among them, which does not tell the type of its key.
  case any

  /// Of what a server offers and libssh2 cannot ask for, the host key algorithms whose key could be a
  /// trusted one.
  ///
  /// - Parameters:
  ///   - theirs: the host key algorithms that the server offers.
  ///   - ours: those that libssh2 offers.
  func unaskable(theirs: [String], ours: [String]) -> [String] {
    let askable = Set(theirs.filter(ours.contains).map(Self.keyType))
    return theirs.filter { name in
      // A certificate is for a key that the server has as a plain one, too.
      if ours.contains(name) || name.contains("-cert-v") { return false }
      let type = Self.keyType(name)
      if askable.contains(type) { return false }
      switch self {
      case .any: return true
      case .these(let types): return types.contains { $0.name == type }
      }
    }
  }

  /// The name of the keys (RFC 4253 §6.6) that a host key algorithm is for (RFC 8332 §3).
  private static func keyType(_ algorithm: String) -> String {
    algorithm.hasPrefix("rsa-sha2-") ? "ssh-rsa" : algorithm
  }
}
