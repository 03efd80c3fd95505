/// A host behind jump hosts, and how it is reached: where two ways are equal, the same host is seen
/// from the same place, by somebody whom the jump hosts treat alike.
struct Way: Hashable {
  private struct Login: Hashable {
    let host: String
    let port: UInt16
    let user: String
    let keys: [[UInt8]]
    let policy: PolicyIdentity
    let hostKeyName: String?

    init(_ jump: JumpHost) {
      host = jump.host
      port = jump.port
      user = jump.user
      keys = jump.identities.map(\.blob)
      policy = PolicyIdentity(jump.hostKeyPolicy)
      hostKeyName = jump.hostKeyName
    }
  }

  /// How many jump hosts it leads through; at least one.
  var depth: Int { logins.count }

  private let logins: [Login]
  /// The host itself.
  let stop: Stop

  /// The way to the host behind so many of a check's jump hosts: the next of them, or its own.
  ///
  /// - Parameter depth: 1 or more; `nil` where the check has not so many.
  init?(of check: AccessCheck, depth: Int) {
    guard depth > 0, depth <= check.jumps.count else { return nil }
    logins = check.jumps.prefix(depth).map(Login.init)
    stop = check.stop(depth)
  }

  /// The ways to all hosts of a check but the first, which is reached from here.
  static func all(of check: AccessCheck) -> [Self] {
    check.jumps.indices.compactMap { Self(of: check, depth: $0 + 1) }
  }

  /// Whether a check goes to this host or through it.
  func isShared(by check: AccessCheck) -> Bool {
    // Most differ in the host: keys and pins are looked at for the others alone.
    guard check.jumps.count >= depth, check.stop(depth) == stop else { return false }
    return Self(of: check, depth: depth) == self
  }
}

/// A host and its port.
struct Stop: Hashable {
  let host: String
  let port: UInt16
}

extension AccessCheck {
  /// The hosts that are reached through others.
  var stopsBehind: [Stop] { jumps.indices.map { stop($0 + 1) } }

  /// The host behind so many jump hosts.
  fileprivate func stop(_ depth: Int) -> Stop {
    depth < jumps.count
      ? Stop(host: jumps[depth].host, port: jumps[depth].port) : Stop(host: host, port: port)
  }
}
