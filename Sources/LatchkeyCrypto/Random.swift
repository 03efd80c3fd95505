internal import CLibCrypto

/// Random bytes from libcrypto's generator.
package enum Random {
  /// Random bytes that will be public: a salt, a nonce, a token.
  package static func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
    try secret(count).publicBytes()
  }

  /// Random bytes that are a secret.
  package static func secret(_ count: Int) throws(CryptoError) -> SecretBytes {
    try SecretBytes(count: count) { (bytes) throws(CryptoError) in
      let status = unsafe bytes.withUnsafeMutableBufferPointer {
        unsafe RAND_priv_bytes($0.baseAddress, Int32($0.count))
      }
      // Going on without randomness would make a key that can be guessed.
      guard status == 1 else { throw CryptoError.libcrypto("random number generation") }
    }
  }
}
