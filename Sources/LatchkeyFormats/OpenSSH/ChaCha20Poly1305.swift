internal import LatchkeyCrypto

/// chacha20-poly1305@openssh.com (OpenSSH's PROTOCOL.chacha20poly1305) as it encrypts a private key:
/// packet number 0, and no length in front, so that only the first of its two keys is used.
///
/// ChaCha20's block 0 gives the key of Poly1305, the text is encrypted from block 1 on, and the tag
/// over the ciphertext follows it.
enum ChaCha20Poly1305 {
  /// Bytes of key material: the two keys of 32 bytes.
  static let keyLength = 64
  /// Bytes of the tag.
  static let tagLength = 16

  static func decrypt(
    _ data: borrowing SecretBytes, key: borrowing SecretBytes
  ) throws(CryptoError) -> SecretBytes {
    guard data.count >= tagLength else {
      throw CryptoError(.invalidParameter, "no room for a tag of \(tagLength) bytes")
    }
    let length = data.count - tagLength
    let ciphertext = data.slice(0..<length)
    let key = key.slice(0..<32)
    guard
      try tag(of: ciphertext, key: key).constantTimeEquals(data.slice(length..<data.count))
    else { throw CryptoError(.authenticationFailed, "the Poly1305 tag does not match") }
    return try stream(ciphertext, key: key, block: 1)
  }

  static func encrypt(
    _ data: borrowing SecretBytes, key: borrowing SecretBytes
  ) throws(CryptoError) -> SecretBytes {
    let key = key.slice(0..<32)
    let ciphertext = try stream(data, key: key, block: 1)
    var sealed = SecretAssembly()
    sealed.append(try tag(of: ciphertext, key: key))
    var all = SecretAssembly(ciphertext)
    all.append(sealed)
    return all.finish()
  }

  private static func tag(
    of ciphertext: borrowing SecretBytes, key: borrowing SecretBytes
  ) throws(CryptoError) -> SecretBytes {
    let zeros = SecretBytes(count: 32) { _ in }
    return try Poly1305.authenticate(ciphertext, key: try stream(zeros, key: key, block: 0))
  }

  private static func stream(
    _ data: borrowing SecretBytes, key: borrowing SecretBytes, block: UInt8
  ) throws(CryptoError) -> SecretBytes {
    // 64-bit little-endian block counter, then the packet number, which is 0.
    let iv = SecretBytes(count: 16) { $0[0] = block }
    return try SymmetricCipher.chaCha20.encrypt(data, key: key, iv: iv)
  }
}
