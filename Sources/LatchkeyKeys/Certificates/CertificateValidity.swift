/// From when to when a certificate is valid, in seconds since 1970-01-01T00:00:00Z.
public struct CertificateValidity: Hashable, Sendable {
  /// What a moment makes of a certificate.
  public enum Status: String, Hashable, Sendable {
    /// The time has not come.
    case notYetValid
    /// Valid.
    case valid
    /// The time is over.
    case expired
  }

  /// The first second; 0 has no beginning.
  public let after: UInt64
  /// The second from which on it is expired; `UInt64.max` never comes.
  public let before: UInt64

  /// Whether the certificate ends at some time.
  public var expires: Bool { before != .max }

  /// What it is at a moment, as OpenSSH compares: the first second counts, the last does not.
  ///
  /// - Parameter seconds: since 1970-01-01T00:00:00Z.
  public func status(at seconds: UInt64) -> Status {
    if seconds < after { return .notYetValid }
    return seconds >= before ? .expired : .valid
  }
}
