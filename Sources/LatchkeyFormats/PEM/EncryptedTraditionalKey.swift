internal import LatchkeyCrypto
internal import LatchkeyKeys

/// A PKCS#1, SEC1 or DSA key under OpenSSL's traditional encryption.
struct EncryptedTraditionalKey: SealedPrivateKey {
  let key: TraditionalKey
  let lock: TraditionalEncryption
  let data: SharedSecret

  func open(_ passphrase: Passphrase) throws(FormatError) -> PrivateKey {
    for spelling in PassphraseSpellings.of(passphrase) {
      guard let der = try lock.decrypt(data.bytes, spelling), DERReader.isWholeSequence(der)
      else { continue }
      return try PrivateKey(reading: try key.components(SharedSecret(der)))
    }
    throw FormatError.wrongPassphrase(lock.encryption)
  }
}
