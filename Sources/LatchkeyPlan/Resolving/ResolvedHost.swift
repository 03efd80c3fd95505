internal import LatchkeyVerifier

/// A host, all that is needed for a connection looked up.
struct ResolvedHost: Sendable {
  let name: String
  let address: String
  let port: UInt16
  let policy: HostKeyPolicy
  /// The name that files of known hosts have it under; `nil`: its address and port.
  let hostKeyAlias: String?
  /// The hosts through which it is reached, by their places, the first of them from this machine.
  let route: [Int]
  /// Who logs in where others are reached through it.
  let user: String?
  /// With which keys, by their places; `nil`: with the one that is checked.
  let jumpKeys: [Int]?
}
