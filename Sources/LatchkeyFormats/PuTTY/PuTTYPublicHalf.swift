internal import LatchkeyCrypto
internal import LatchkeyKeys

/// What stands first in a PuTTY key file, and what anyone may see of it:
///
///     PuTTY-User-Key-File-3: algorithm
///     Encryption: none | aes256-cbc
///     Comment: any bytes but a line break
///     Public-Lines: n, and n lines of base64
struct PuTTYPublicHalf: Sendable {
  let version: PuTTYVersion
  let algorithm: String
  /// Whether the private half that follows is encrypted.
  let isEncrypted: Bool
  let comment: [UInt8]
  let blob: [UInt8]
  let publicKey: PublicKey

  /// Reads the file that begins in the line where `headers` stands, up to the private half.
  init(_ headers: inout PuTTYHeaders) throws(FormatError) {
    let name = headers.nextName ?? ""
    version = try Self.version(name)
    algorithm = try headers.text(name)
    let encryption = try headers.text("Encryption")
    guard encryption == "none" || encryption == PuTTYLock.cipherName else {
      throw FormatError(
        .unsupported,
        "PuTTY key: encrypted with \(Shown.name(encryption)); only \"\(PuTTYLock.cipherName)\" is known"
      )
    }
    isEncrypted = encryption == PuTTYLock.cipherName
    comment = try headers.value("Comment")
    blob = try headers.base64("Public-Lines").publicBytes()
    do {
      publicKey = try PublicKey(blob: blob)
    } catch {
      throw FormatError(error)
    }
    guard publicKey.algorithm.name == algorithm else {
      throw FormatError(
        .damaged,
        """
        PuTTY key: the file says \(Shown.name(algorithm)), its public half is a \
        \(publicKey.algorithm.name) key
        """)
    }
  }

  /// The public key for the list of a file's keys: a file that ends here, as it does for people who
  /// take the private half out before they pass it on, holds nothing else.
  func entry(line: Int?) -> EncodedPublicKey {
    EncodedPublicKey(
      format: version.format, line: line, publicKey: publicKey, comment: KeyComment(comment),
      options: [])
  }

  private static func version(_ header: String) throws(FormatError) -> PuTTYVersion {
    switch header {
    case "PuTTY-User-Key-File-2": return .two
    case "PuTTY-User-Key-File-3": return .three
    case "PuTTY-User-Key-File-1":
      throw FormatError(
        .unsupported,
        """
        PuTTY key of version 1, which only development versions of PuTTY before 0.52 wrote and \
        which does not protect its public half; load and save it with puttygen
        """)
    default:
      throw FormatError(
        .unsupported, "a PuTTY key of an unknown version, \(Shown.name(header)); 2 and 3 are known")
    }
  }
}
