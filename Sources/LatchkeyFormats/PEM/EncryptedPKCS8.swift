internal import LatchkeyCrypto
internal import LatchkeyKeys

/// A PKCS#8 key that is encrypted (RFC 5958 §3):
///
///     EncryptedPrivateKeyInfo ::= SEQUENCE {
///       encryptionAlgorithm AlgorithmIdentifier, encryptedData OCTET STRING }
struct EncryptedPKCS8: SealedPrivateKey {
  private let scheme: any PKCS8Encryption
  private let data: SharedSecret

  init(_ der: SharedSecret) throws(FormatError) {
    var file = DERReader(der, name: "encrypted PKCS#8 key")
    var fields = try file.inside()
    try file.finish()
    scheme = try PKCS8EncryptionScheme.read(try fields.inside())
    data = SharedSecret(try fields.octetString())
    try fields.finish()
  }

  var encryption: KeyEncryption { scheme.encryption }

  func open(_ passphrase: Passphrase) throws(FormatError) -> PrivateKey {
    for spelling in PassphraseSpellings.of(passphrase) {
      guard let der = try scheme.decrypt(data.bytes, spelling), DERReader.isWholeSequence(der)
      else { continue }
      return try PrivateKey(reading: try PKCS8.privateKey(SharedSecret(der)))
    }
    throw FormatError.wrongPassphrase(encryption)
  }
}

extension EncryptedPKCS8 {
  /// The key for the list of a file's keys.
  func entry(line: Int?) -> EncodedPrivateKey {
    EncodedPrivateKey(sealed: self, format: .pkcs8, line: line, encryption: encryption)
  }
}
