internal import Glibc

/// Random bytes from the kernel's generator, the one that seeds libcrypto's own.
///
/// Asked directly, because libcrypto takes longer to start its generator than to make an Ed25519
/// key. What libcrypto draws for itself (the primes of an RSA key) still comes from there.
package enum Random {
  /// Random bytes that will be public: a salt, a nonce, a token.
  package static func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
    try secret(count).publicBytes()
  }

  /// Random bytes that are a secret.
  package static func secret(_ count: Int) throws(CryptoError) -> SecretBytes {
    try SecretBytes(count: count) { (bytes) throws(CryptoError) in
      let failure = unsafe bytes.withUnsafeMutableBytes { unsafe fill($0) }
      // Going on without randomness would make a key that can be guessed.
      guard failure == 0 else {
        throw CryptoError(
          .libraryFailure, "the kernel gives no random bytes: \(Self.text(of: failure))")
      }
    }
  }

  /// getentropy(3) waits until the kernel's generator has been seeded, and gives at most 256 bytes
  /// at a time.
  ///
  /// - Returns: `errno`, or 0 when all bytes were filled.
  private static func fill(_ bytes: UnsafeMutableRawBufferPointer) -> Int32 {
    guard let first = bytes.baseAddress else { return 0 }
    for start in stride(from: 0, to: bytes.count, by: 256) {
      let count = min(256, bytes.count - start)
      guard unsafe getentropy(first + start, count) == 0 else { return errno }
    }
    return 0
  }

  private static func text(of number: Int32) -> String { unsafe String(cString: strerror(number)) }
}
