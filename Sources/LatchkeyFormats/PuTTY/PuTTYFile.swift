internal import LatchkeyCrypto
internal import LatchkeyKeys

/// A PuTTY key file, taken apart but not unlocked (PuTTY's manual, appendix on the PPK format):
///
///     PuTTY-User-Key-File-3: algorithm
///     Encryption: none | aes256-cbc
///     Comment: any bytes but a line break
///     Public-Lines: n, and n lines of base64
///     Key-Derivation: Argon2id | Argon2i | Argon2d      version 3, encrypted
///     Argon2-Memory: KiB
///     Argon2-Passes: n
///     Argon2-Parallelism: n
///     Argon2-Salt: hexadecimal
///     Private-Lines: n, and n lines of base64
///     Private-MAC: hexadecimal
///
/// The MAC is over the strings algorithm, encryption, comment, public blob and padded private blob.
struct PuTTYFile: Sendable {
  static let signature: StaticString = "PuTTY-User-Key-File-"

  let publicHalf: PuTTYPublicHalf
  /// `nil` where the key is not encrypted.
  let lock: PuTTYLock?
  /// The private half, padded, and encrypted if `lock` says so; empty where it was taken out.
  let privateBlob: SharedSecret
  let mac: [UInt8]

  var version: PuTTYVersion { publicHalf.version }

  /// Reads what follows the public half, and moves `headers` behind the end.
  init(_ publicHalf: PuTTYPublicHalf, _ headers: inout PuTTYHeaders) throws(FormatError) {
    self.publicHalf = publicHalf
    switch (publicHalf.isEncrypted, publicHalf.version) {
    case (false, _): lock = nil
    case (true, .two): lock = .sha1
    case (true, .three): lock = try Self.argon2(&headers)
    }
    privateBlob = SharedSecret(try headers.base64("Private-Lines"))
    guard headers.nextName != "Private-Hash" else {
      throw FormatError(
        .unsupported,
        """
        PuTTY key: protected by "Private-Hash", which only development versions of PuTTY wrote \
        and which any change passes; load and save it with puttygen
        """)
    }
    guard privateBlob.count > 0 || !headers.isAtEnd else {
      mac = []
      return
    }
    mac = try headers.hex("Private-MAC")
    let length = publicHalf.version.digest.length
    guard mac.count == length else {
      throw FormatError(
        .damaged,
        "PuTTY key: a MAC of \(Shown.count(mac.count, "byte")) where \(length) were expected")
    }
  }

  /// Whether the MAC fits the content, with the private half in plain text.
  func isAuthentic(
    _ plain: borrowing SecretBytes, macKey: borrowing SecretBytes
  ) throws(CryptoError) -> Bool {
    let expected = try Self.mac(
      version, algorithm: publicHalf.algorithm, isEncrypted: publicHalf.isEncrypted,
      comment: publicHalf.comment, publicBlob: publicHalf.blob, privateBlob: plain, key: macKey)
    return SecretBytes(copying: expected).constantTimeEquals(mac)
  }

  /// The MAC of a file.
  static func mac(
    _ version: PuTTYVersion, algorithm: String, isEncrypted: Bool, comment: [UInt8],
    publicBlob: [UInt8], privateBlob: borrowing SecretBytes, key: borrowing SecretBytes
  ) throws(CryptoError) -> [UInt8] {
    var data = SSHWriter(capacity: privateBlob.count + publicBlob.count + comment.count + 128)
    data.append(string: algorithm)
    data.append(string: isEncrypted ? PuTTYLock.cipherName : "none")
    data.append(string: comment)
    data.append(string: publicBlob)
    data.append(string: privateBlob)
    return try HMAC.authenticate(data.finish(), key: key, digest: version.digest)
  }

  private static func argon2(_ headers: inout PuTTYHeaders) throws(FormatError) -> PuTTYLock {
    let name = try headers.text("Key-Derivation")
    guard let flavour = Argon2Parameters.Flavour(rawValue: name) else {
      throw FormatError(.unsupported, "PuTTY key: an unknown key derivation, \(Shown.name(name))")
    }
    let parameters = Argon2Parameters(
      flavour: flavour, memory: try headers.number("Argon2-Memory"),
      passes: try headers.number("Argon2-Passes"),
      parallelism: try headers.number("Argon2-Parallelism"))
    try parameters.check()
    let salt = try headers.hex("Argon2-Salt")
    guard (8...FormatLimits.saltLength).contains(salt.count) else {
      throw FormatError(
        .boundExceeded,
        "a salt of \(salt.count) bytes: 8 to \(FormatLimits.saltLength) are allowed")
    }
    return .argon2(parameters, salt: salt)
  }
}
