import LatchkeyCrypto
import TestSupport
import Testing

@Suite struct `Symmetric ciphers` {
  @Test(arguments: SymmetricCipher.allCases)
  func `decrypt what they encrypt`(cipher: SymmetricCipher) throws {
    let key = try Random.secret(cipher.keyLength)
    let iv = try Random.secret(cipher.ivLength)
    let text = SecretBytes(copying: (0..<96).map { UInt8($0) })
    let encrypted = try cipher.encrypt(text, key: key, iv: iv)
    #expect(encrypted.count == text.count + cipher.tagLength)
    #expect(encrypted.slice(0..<96).constantTimeEquals(text) == false)
    #expect(try cipher.decrypt(encrypted, key: key, iv: iv).constantTimeEquals(text) == true)
  }

  // NIST SP 800-38A, F.2.5 and F.5.5: the first block.
  @Test(arguments: [
    (
      SymmetricCipher.aes256CBC, "000102030405060708090a0b0c0d0e0f",
      "f58c4c04d6e5f1ba779eabfb5f7bfbd6"
    ),
    (.aes256CTR, "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff", "601ec313775789a5b7a7f504bbf3d228"),
  ])
  func `give the known answers`(cipher: SymmetricCipher, iv: String, answer: String) throws {
    let key = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"
    let encrypted = try cipher.encrypt(
      SecretBytes(copying: Hexadecimal.decode("6bc1bee22e409f96e93d7e117393172a")),
      key: SecretBytes(copying: Hexadecimal.decode(key)),
      iv: SecretBytes(copying: Hexadecimal.decode(iv)))
    #expect(Hexadecimal.encode(encrypted.publicBytes()) == answer)
  }

  @Test(arguments: [SymmetricCipher.aes128GCM, .aes256GCM])
  func `with a tag refuse what was changed`(cipher: SymmetricCipher) throws {
    let key = try Random.secret(cipher.keyLength)
    let iv = try Random.secret(cipher.ivLength)
    var encrypted = try cipher.encrypt(SecretBytes(copying: [1, 2, 3]), key: key, iv: iv)
    encrypted.overwrite(from: 0, with: SecretBytes(copying: [encrypted[0] ^ 1]))
    #expect(throws: CryptoError(.authenticationFailed, "")) {
      _ = try cipher.decrypt(encrypted, key: key, iv: iv)
    }
  }

  @Test func `refuse half a block, and keys of the wrong length`() throws {
    let key = try Random.secret(32)
    let iv = try Random.secret(16)
    #expect(throws: CryptoError(.invalidParameter, "")) {
      _ = try SymmetricCipher.aes256CBC.encrypt(SecretBytes(copying: [1]), key: key, iv: iv)
    }
    #expect(throws: CryptoError(.invalidParameter, "")) {
      _ = try SymmetricCipher.aes128CTR.encrypt(SecretBytes(copying: [1]), key: key, iv: iv)
    }
  }

  @Test func `HMAC takes an empty key`() throws {
    let code = try HMAC.authenticate(
      SecretBytes(copying: []), key: SecretBytes(copying: []), digest: .sha256)
    #expect(
      Hexadecimal.encode(code) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
    )
  }
}
