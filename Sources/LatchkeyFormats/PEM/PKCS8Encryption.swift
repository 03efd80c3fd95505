internal import LatchkeyCrypto

/// One of the ways in which a PKCS#8 file is encrypted.
protocol PKCS8Encryption: Sendable {
  /// What to tell about it.
  var encryption: KeyEncryption { get }

  /// The content; `nil` where its padding shows that the passphrase is wrong.
  func decrypt(
    _ data: borrowing SecretBytes, _ passphrase: Passphrase
  ) throws(FormatError) -> SecretBytes?
}

/// The way that an AlgorithmIdentifier names.
enum PKCS8EncryptionScheme {
  /// Reads the AlgorithmIdentifier that `reader` is inside of.
  static func read(_ reader: DERReader) throws(FormatError) -> any PKCS8Encryption {
    var reader = reader
    let identifier = try reader.objectIdentifier()
    let parameters = try reader.inside()
    try reader.finish()
    if identifier == .pbes2 { return try PBES2(parameters) }
    if let scheme = try PBES1(identifier, parameters) { return scheme }
    if let scheme = try PKCS12Encryption(identifier, parameters) { return scheme }
    throw FormatError(
      .unsupported,
      """
      encrypted in a way of which nothing is known (\(identifier)); \
      "openssl pkcs8 -topk8 -v2 aes-256-cbc" may write it anew
      """)
  }

  /// PBEParameter ::= SEQUENCE { salt OCTET STRING, iterationCount INTEGER }, as both PKCS#5
  /// (RFC 8018 §A.3) and PKCS#12 (RFC 7292 appendix C) have it.
  static func saltAndIterations(
    _ reader: DERReader
  ) throws(FormatError) -> (salt: [UInt8], iterations: Int) {
    var reader = reader
    let salt = try reader.publicOctetString()
    let iterations = try reader.number()
    try reader.finish()
    guard salt.count <= FormatLimits.saltLength else {
      throw FormatError(
        .boundExceeded,
        "a salt of \(salt.count) bytes: at most \(FormatLimits.saltLength) are allowed")
    }
    guard (1...FormatLimits.pbkdf2Iterations).contains(iterations) else {
      throw FormatError(
        .boundExceeded,
        "\(iterations) iterations: 1 to \(FormatLimits.pbkdf2Iterations) are allowed")
    }
    return (salt, iterations)
  }

  /// Decrypts, and takes the padding away where the cipher has blocks.
  static func decrypt(
    _ data: borrowing SecretBytes, _ cipher: SymmetricCipher, key: borrowing SecretBytes,
    iv: borrowing SecretBytes
  ) throws(FormatError) -> SecretBytes? {
    guard data.count > 0, data.count.isMultiple(of: cipher.blockSize) else {
      throw FormatError(
        .damaged,
        "PKCS#8 encryption: \(data.count) bytes are no whole blocks of \(cipher.rawValue)")
    }
    do {
      let plain = try cipher.decrypt(data, key: key, iv: iv)
      guard cipher.blockSize > 1 else { return plain }
      return BlockPadding.removed(from: plain, blockSize: cipher.blockSize)
    } catch {
      throw FormatError(error, while: "PKCS#8 encryption")
    }
  }
}
