internal import LatchkeyCrypto

/// The encryption of PKCS#12 (RFC 7292 appendix C) in a PKCS#8 file, as OpenSSL, Java and Windows
/// have written it. It is read, never written.
struct PKCS12Encryption: PKCS8Encryption {
  private let cipher: SymmetricCipher
  /// Two-key triple DES takes 16 bytes, and the first eight once more.
  private let derivedLength: Int
  private let salt: [UInt8]
  private let iterations: Int

  private static let ciphers: [ObjectIdentifier: (SymmetricCipher, derivedLength: Int)] = [
    .pkcs12RC4: (.rc4, 16), .pkcs12RC4With40Bits: (.rc4With40Bits, 5),
    .pkcs12TripleDES: (.tripleDESCBC, 24), .pkcs12TwoKeyTripleDES: (.tripleDESCBC, 16),
    .pkcs12RC2: (.rc2CBC, 16), .pkcs12RC2With40Bits: (.rc2With40BitsCBC, 5),
  ]

  /// `nil` where the identifier is none of this scheme.
  init?(_ identifier: ObjectIdentifier, _ parameters: DERReader) throws(FormatError) {
    guard let (cipher, derivedLength) = Self.ciphers[identifier] else { return nil }
    self.cipher = cipher
    self.derivedLength = derivedLength
    (salt, iterations) = try PKCS8EncryptionScheme.saltAndIterations(parameters)
  }

  var encryption: KeyEncryption {
    KeyEncryption(
      cipher: cipher.rawValue, derivation: .pkcs12(hash: "sha1", iterations: iterations))
  }

  func decrypt(
    _ data: borrowing SecretBytes, _ passphrase: Passphrase
  ) throws(FormatError) -> SecretBytes? {
    for text in PassphraseSpellings.utf16(of: passphrase) {
      let key = try derive(.key, text.bytes, derivedLength)
      let iv = try derive(.initialisationVector, text.bytes, cipher.ivLength)
      if let content = try PKCS8EncryptionScheme.decrypt(
        data, cipher, key: key.cycled(to: cipher.keyLength), iv: iv),
        DERReader.isWholeSequence(content)
      {
        return content
      }
    }
    return nil
  }

  private func derive(
    _ purpose: PKCS12KDF.Purpose, _ passphrase: borrowing SecretBytes, _ length: Int
  ) throws(FormatError) -> SecretBytes {
    guard length > 0 else { return SecretBytes(copying: []) }
    do {
      return try PKCS12KDF.deriveKey(
        purpose, passphrase: passphrase, salt: salt, iterations: iterations, digest: .sha1,
        length: length)
    } catch {
      throw FormatError(error, while: "PKCS#8 encryption")
    }
  }
}
