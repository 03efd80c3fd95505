internal import LatchkeyKeys

/// What the base64 of a public key's file holds: the key, or a certificate of it.
enum PublicHalf {
  case key(PublicKey)
  case certificate(Certificate)

  /// Reads the SSH form (RFC 4253 §6.6, PROTOCOL.certkeys).
  init(blob: [UInt8]) throws(FormatError) {
    var reader = SSHReader(public: blob)
    let name = (try? reader.readName()) ?? ""
    do throws(KeyError) {
      self =
        name.hasSuffix("-cert-v01@openssh.com")
        ? .certificate(try Certificate(blob: blob)) : .key(try PublicKey(blob: blob))
    } catch {
      throw FormatError(error)
    }
  }

  /// The algorithm's name, by which the blob begins.
  var name: String {
    switch self {
    case .key(let key): key.algorithm.name
    case .certificate(let certificate): certificate.name
    }
  }

  /// What people call it.
  var noun: String {
    switch self {
    case .key: "key"
    case .certificate: "certificate"
    }
  }

  /// The entry of a file's list.
  func entry(
    _ format: KeyFormat, line: Int?, comment: KeyComment, options: [String] = []
  ) -> KeyFile.Entry {
    switch self {
    case .key(let key):
      .publicKey(
        EncodedPublicKey(
          format: format, line: line, publicKey: key, comment: comment, options: options))
    case .certificate(let certificate):
      .certificate(
        EncodedCertificate(
          line: line, certificate: certificate, comment: comment, options: options))
    }
  }
}
