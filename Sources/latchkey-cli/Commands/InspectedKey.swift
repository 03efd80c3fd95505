import Glibc
import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys

/// One key of one file, with all that `inspect` says of it.
struct InspectedKey: Sendable {
  let path: String
  let line: Int?
  let format: KeyFormat
  let kind: Kind
  /// Nil where the format hides the public half of a locked key.
  let key: PublicKey?
  let comment: KeyComment?
  let encryption: KeyEncryption?
  let options: [String]
  let certificate: CertificateReport?
  private(set) var warnings: [String]
  let fingerprints: [Fingerprint]

  /// What it is; the raw value is JSON's.
  enum Kind: String { case `private`, `public`, certificate }

  /// A private key. A plain one, and a locked one with its passphrase, is decrypted and so checked.
  ///
  /// - Parameter inList: whether the file holds other keys too, so that the line tells them apart.
  init(
    _ encoded: EncodedPrivateKey, path: String, inList: Bool, passphrase: Passphrase?
  ) throws(CommandFailure) {
    var warnings = encoded.warnings + KeyFileMode.warnings(path)
    var privateKey: PrivateKey?
    do {
      if encoded.encryption == nil || passphrase != nil {
        privateKey = try encoded.decrypt(passphrase: passphrase)
      }
    } catch {
      // A security key's private half is not in the file: that is no fault of the file.
      guard error.code == .unsupported, encoded.publicKey?.algorithm.isSecurityKey == true else {
        throw CommandFailure(error, path: path)
      }
      warnings.append(error.reason)
    }
    key = encoded.publicKey ?? privateKey?.publicKey
    if key == nil {
      warnings.append(
        "the public half is encrypted too: give --passphrase-file to see the fingerprints")
    }
    self.path = path
    line = inList ? encoded.line : nil
    format = encoded.format
    kind = .private
    // A comment may be locked away with the private half.
    comment = privateKey?.comment ?? encoded.comment
    encryption = encoded.encryption
    options = []
    certificate = nil
    self.warnings = warnings
    fingerprints = try InspectedKey.fingerprints(key, privateKey, path)
  }

  /// A public key.
  init(_ encoded: EncodedPublicKey, path: String, inList: Bool) throws(CommandFailure) {
    self.path = path
    line = inList ? encoded.line : nil
    format = encoded.format
    kind = .public
    key = encoded.publicKey
    comment = encoded.comment
    encryption = nil
    options = encoded.options
    certificate = nil
    warnings = encoded.warnings
    fingerprints = try InspectedKey.fingerprints(key, nil, path)
  }

  /// A certificate, judged as of now.
  init(_ encoded: EncodedCertificate, path: String, inList: Bool) throws(CommandFailure) {
    let now = UInt64(max(0, time(nil)))
    self.path = path
    line = inList ? encoded.line : nil
    format = .certificate
    kind = .certificate
    key = encoded.certificate.publicKey
    comment = encoded.comment
    encryption = nil
    options = encoded.options
    certificate = CertificateReport(certificate: encoded.certificate, now: now)
    warnings = encoded.warnings(at: now)
    fingerprints = try InspectedKey.fingerprints(key, nil, path)
  }

  /// The same, with what is to be known of its file in front.
  func warned(of file: [String]) -> Self {
    var key = self
    key.warnings = file + warnings
    return key
  }

  private static func fingerprints(
    _ key: PublicKey?, _ privateKey: PrivateKey?, _ path: String
  ) throws(CommandFailure) -> [Fingerprint] {
    guard let key else { return [] }
    do {
      return try KeyReport.fingerprints(key, privateKey: privateKey)
    } catch {
      throw CommandFailure(error, path: path)
    }
  }
}
