internal import CLibCrypto

/// PBKDF2 (RFC 8018 §5.2), as PKCS#8 files use it.
package enum PBKDF2 {
  /// Derives `length` bytes from a passphrase.
  package static func deriveKey(
    passphrase: borrowing SecretBytes, salt: [UInt8], iterations: Int, digest: Digest, length: Int
  ) throws(CryptoError) -> SecretBytes {
    guard iterations > 0, let iterations = Int32(exactly: iterations) else {
      throw CryptoError(.invalidParameter, "PBKDF2 takes 1 to 2147483647 iterations")
    }
    return try SecretBytes(count: length) { (bytes) throws(CryptoError) in
      let status = unsafe passphrase.withUnsafeBytes { passphrase in
        unsafe bytes.withUnsafeMutableBufferPointer { key in
          unsafe PKCS5_PBKDF2_HMAC(
            passphrase.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(passphrase.count),
            salt, Int32(salt.count), iterations, digest.method, Int32(key.count), key.baseAddress)
        }
      }
      guard status == 1 else { throw CryptoError.libcrypto("PBKDF2") }
    }
  }
}
