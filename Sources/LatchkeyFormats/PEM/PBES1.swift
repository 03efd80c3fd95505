internal import LatchkeyCrypto

/// PBES1 (RFC 8018 §6.1): what encrypted PKCS#8 files before PBES2. PBKDF1 gives 16 bytes: eight of
/// them are the key, the others the IV. It is read, never written.
struct PBES1: PKCS8Encryption {
  private let digest: Digest
  private let cipher: SymmetricCipher
  private let salt: [UInt8]
  private let iterations: Int

  private static let schemes: [ObjectIdentifier: (Digest, SymmetricCipher)] = [
    .pbeMD5DES: (.md5, .desCBC), .pbeMD5RC2: (.md5, .rc2With64BitsCBC),
    .pbeSHA1DES: (.sha1, .desCBC), .pbeSHA1RC2: (.sha1, .rc2With64BitsCBC),
  ]

  /// `nil` where the identifier is none of this scheme.
  init?(_ identifier: ObjectIdentifier, _ parameters: DERReader) throws(FormatError) {
    guard let (digest, cipher) = Self.schemes[identifier] else { return nil }
    self.digest = digest
    self.cipher = cipher
    (salt, iterations) = try PKCS8EncryptionScheme.saltAndIterations(parameters)
  }

  var encryption: KeyEncryption {
    KeyEncryption(
      cipher: cipher.rawValue,
      derivation: .pbkdf1(hash: digest.rawValue, iterations: iterations))
  }

  func decrypt(
    _ data: borrowing SecretBytes, _ passphrase: Passphrase
  ) throws(FormatError) -> SecretBytes? {
    let derived: SecretBytes
    do {
      derived = try PBKDF1.deriveKey(
        passphrase: passphrase.bytes, salt: salt, iterations: iterations, digest: digest,
        length: 16)
    } catch {
      throw FormatError(error, while: "PKCS#8 encryption")
    }
    return try PKCS8EncryptionScheme.decrypt(
      data, cipher, key: derived.slice(0..<8), iv: derived.slice(8..<16))
  }
}
