import FoundationEssentials
import LatchkeyCrypto
import LatchkeyKeys

/// A simulated cloud's key inside libcrypto, and its certificate.
struct AuthorityIdentity: Sendable {
  let key: AsymmetricKey
  let certificate: X509Certificate
  /// The certificate in PEM, with its newline.
  let pem: String

  /// The years in which certificates hold, as seconds since 1970: 2020 to 2049. Fixed, so that the
  /// same key always has the same certificate.
  private static let validity = (start: 1_577_836_800, end: 2_524_607_999)

  /// The identity that a key gives.
  ///
  /// - Throws: ``MetadataError/Code/signingFailed`` for a key that is no RSA key.
  init(_ privateKey: PrivateKey) throws(MetadataError) {
    do {
      guard case .rsa(let numbers) = try privateKey.components() else {
        throw MetadataError(
          .signingFailed,
          "a cloud's key of the kind \(privateKey.publicKey.algorithm.name): RSA is expected")
      }
      key = try AsymmetricKey.rsa(numbers)
      certificate = try X509Certificate.make(
        Self.request("Latchkey Test Authority", key, isAuthority: true), for: key)
      pem = Self.pem(try certificate.der())
    } catch let error as MetadataError {
      throw error
    } catch {
      throw MetadataError(.signingFailed, "a cloud's key cannot be used: \(error)")
    }
  }

  /// A certificate of the same key for another name.
  func certificate(for name: String) throws -> X509Certificate {
    try X509Certificate.make(
      Self.request(name, key, isAuthority: false), for: key, issuer: (certificate, key))
  }

  /// The answer that such a certificate is good, as of the time from which on it holds.
  func status(of certificate: X509Certificate) throws -> [UInt8] {
    try CertificateStatus.good(
      certificate, issuer: self.certificate, key: key, at: Self.validity.start)
  }

  /// A certificate in PEM, with its newline.
  static func pem(_ der: [UInt8]) -> String {
    "-----BEGIN CERTIFICATE-----\n\(base64(der))\n-----END CERTIFICATE-----\n"
  }

  /// Base64 in lines of 64, without a newline at its end.
  static func base64(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
  }

  private static func request(
    _ name: String, _ key: AsymmetricKey, isAuthority: Bool
  ) throws -> X509Certificate.Request {
    let seed = try key.subjectPublicKeyInfo() + Array(name.utf8)
    let serial = try Digest.sha256.hash(seed).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return X509Certificate.Request(
      subject: [("O", "Simulated by latchkey, opens nothing"), ("CN", name)],
      // Positive also where it is read as signed, and never zero.
      serial: serial >> 1 | 1, start: validity.start, end: validity.end, isAuthority: isAuthority,
      // Whoever trusts it on a test machine trusts it with no TLS server, program or mail.
      purpose: isAuthority ? "OCSPSigning" : nil)
  }
}
