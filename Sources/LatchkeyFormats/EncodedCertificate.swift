public import LatchkeyKeys

/// An OpenSSH certificate as a file holds it: a line of a `-cert.pub` file, of authorized_keys or
/// known_hosts, or RFC 4716.
public struct EncodedCertificate: Hashable, Sendable {
  /// The line that it begins in, from 1.
  public let line: Int?
  /// The certificate, its signature verified.
  public let certificate: Certificate
  /// What the file says about it, empty where it says nothing.
  public let comment: KeyComment
  /// What stands before the algorithm in a line, split at its commas.
  public let options: [String]

  /// What a careful reader should know about the certificate and its key.
  ///
  /// - Parameter seconds: the moment to judge its validity at, since 1970-01-01T00:00:00Z.
  public func warnings(at seconds: UInt64) -> [String] {
    KeyWarnings.of(certificate, at: seconds) + KeyWarnings.of(certificate.publicKey)
  }
}
