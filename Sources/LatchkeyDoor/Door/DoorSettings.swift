public import LatchkeyKeys

/// What a door is to be.
public struct DoorSettings: Sendable {
  /// The account that logs in. An ordinary user's `sshd` can only log in that user.
  public var account: Account
  /// The numeric address to listen on.
  public var host: String
  /// The port to listen on; 0 for a free one.
  public var port: UInt16
  /// The kinds of host keys, each made afresh. ECDSA is among them for clients on libssh2 1.10,
  /// which asks for it first; RSA is not, as it takes longer to make than all the rest of a boot.
  public var hostKeyKinds: [KeyKind]
  /// The program, and its arguments, that prints the authorized keys at each log-in. A program of
  /// any owner may stand here: `sshd` is given the system's shell to start it with.
  public var keysCommand: [String]

  /// A door on loopback with ed25519 and ECDSA host keys.
  public init(
    account: Account, host: String = "127.0.0.1", port: UInt16 = 0,
    hostKeyKinds: [KeyKind] = [.ed25519, .ecdsa(.p256)], keysCommand: [String]
  ) {
    self.account = account
    self.host = host
    self.port = port
    self.hostKeyKinds = hostKeyKinds
    self.keysCommand = keysCommand
  }
}
