@testable internal import LatchkeyCrypto
@testable internal import LatchkeyFormats

/// Encrypts the fuzzer's bytes under the fixtures' passphrase, so that what reads the plain text is
/// reached through each encryption: mutated ciphertext hardly ever decrypts to anything.
package enum SealedPEM {
  /// PBES2 around a PKCS#8 key, with one iteration.
  package static func pkcs8(_ plain: [UInt8]) -> [UInt8] {
    do {
      let scheme = try PBES2(iterations: 1, salt: [1, 2, 3, 4, 5, 6, 7, 8])
      let sealed = try scheme.encrypt(SecretBytes(copying: plain), KeyFileProperties.passphrase)
      return Armour.pem(PKCS8.encryptedLabel, sealed.finish().publicBytes())
    } catch {
      fail("sealing PKCS#8: \(error)")
    }
  }

  /// OpenSSL's traditional encryption around a PKCS#1, SEC1 or DSA key.
  package static func traditional(_ label: String, _ plain: [UInt8]) -> [UInt8] {
    let iv: [UInt8] = Array(1...16)
    do {
      var key = SecretAssembly()
      var last = SecretBytes(copying: [])
      while key.count < 32 {
        var hasher = try Digest.Hasher(.md5)
        try hasher.update(last)
        try hasher.update(KeyFileProperties.passphrase.bytes)
        try hasher.update(Array(iv.prefix(8)))
        last = try hasher.finish()
        key.append(last.copy())
      }
      let padded = BlockPadding.added(to: SecretBytes(copying: plain), blockSize: 16)
      let sealed = try SymmetricCipher.aes256CBC.encrypt(
        padded, key: key.finish(), iv: SecretBytes(copying: iv))
      let hex = String(decoding: ASCII.hex(iv), as: UTF8.self)
      return Armour.pem(
        label, headers: "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,\(hex)\n\n",
        sealed.publicBytes())
    } catch {
      fail("sealing traditional PEM: \(error)")
    }
  }
}
