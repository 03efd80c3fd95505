public import FoundationEssentials
public import LatchkeyKeys

/// A public key that an instance lets in for a short time, as EC2's Instance Connect pushes it, or
/// as an entry of GCE's `ssh-keys` that expires.
public struct TemporaryKey: Hashable, Sendable {
  /// The key.
  public let publicKey: PublicKey
  /// The login name that it lets in.
  public let user: String
  /// Until when.
  public let expiry: Date

  /// For how long EC2's Instance Connect lets a key in, in seconds.
  public static let lifetime = 60

  /// Whether the key still lets in at a time.
  public func isValid(at time: Date) -> Bool { time < expiry }

  /// The SHA256 fingerprint, `SHA256:…`.
  public var fingerprint: String { publicKey.fingerprint.text }

  /// The key as an OpenSSH line without a comment and without a line end.
  public var line: String { InjectedKey.line(of: publicKey) }
}
