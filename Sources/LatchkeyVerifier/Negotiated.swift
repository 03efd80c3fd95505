/// What client and server agreed on (RFC 4253 §7.1).
public struct Negotiated: Sendable, Hashable {
  /// The key exchange method, `curve25519-sha256` for example.
  public let kex: String
  /// The host key algorithm.
  public let hostKey: String
  /// The cipher from client to server.
  public let cipher: String
  /// The MAC from client to server.
  public let mac: String
}
