/// A host through which another is reached: an SSH server that forwards a connection, as `ssh -J`
/// uses it.
public struct JumpHost: Sendable {
  /// A host name or a numeric address, as the host before it, or this machine, knows it.
  public var host: String
  /// The TCP port.
  public var port: UInt16
  /// The user to log in as there.
  public var user: String
  /// The keys, offered in turn.
  public var identities: [Identity]
  /// How its host key is judged.
  public var hostKeyPolicy: HostKeyPolicy
  /// The name that known_hosts files have its key under (ssh's HostKeyAlias); `nil`: ``host`` and
  /// ``port``.
  public var hostKeyName: String?

  /// A jump host.
  public init(
    host: String, port: UInt16 = 22, user: String, identities: [Identity],
    hostKeyPolicy: HostKeyPolicy
  ) {
    self.host = host
    self.port = port
    self.user = user
    self.identities = identities
    self.hostKeyPolicy = hostKeyPolicy
  }
}
