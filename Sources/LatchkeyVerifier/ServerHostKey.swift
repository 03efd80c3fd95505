public import LatchkeyKeys

/// The host key that a server showed, and what was thought of it.
public struct ServerHostKey: Sendable, Hashable {
  /// Why a host key was, or was not, trusted.
  public enum Trust: String, Sendable, Hashable {
    /// It is one of the check's pins.
    case pinned
    /// It stands in a known_hosts file.
    case known
    /// Nothing was known about the host; it was accepted and recorded.
    case acceptedNew = "accepted-new"
    /// The check was told not to look.
    case ignored
    /// Another one was expected.
    case mismatch
    /// It is marked as revoked.
    case revoked
    /// Nothing is known about the host.
    case unknown

    /// Whether a check may go on with it.
    public var isTrusted: Bool {
      switch self {
      case .pinned, .known, .acceptedNew, .ignored: true
      case .mismatch, .revoked, .unknown: false
      }
    }
  }

  /// The key.
  public let key: PublicKey
  /// What was thought of it.
  public let trust: Trust
}
