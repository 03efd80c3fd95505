internal import CLibCrypto

/// Poly1305 (RFC 8439 §2.5), which openssh-key-v1 uses beside the original ChaCha20.
package enum Poly1305 {
  /// The 16 bytes that authenticate `data` under a key of 32 bytes that serves once.
  package static func authenticate(
    _ data: borrowing SecretBytes, key: borrowing SecretBytes
  ) throws(CryptoError) -> SecretBytes {
    guard let algorithm = unsafe EVP_MAC_fetch(nil, "POLY1305", nil) else {
      throw CryptoError.libcrypto("Poly1305", code: .unsupported)
    }
    defer { unsafe EVP_MAC_free(algorithm) }
    guard let context = unsafe EVP_MAC_CTX_new(algorithm) else {
      throw CryptoError.libcrypto("Poly1305")
    }
    defer { unsafe EVP_MAC_CTX_free(context) }
    return try SecretBytes(count: 16) { (tag) throws(CryptoError) in
      let succeeded = unsafe key.withUnsafeBytes { key in
        unsafe data.withUnsafeBytes { data in
          unsafe tag.withUnsafeMutableBufferPointer { tag in
            var length = 0
            return unsafe EVP_MAC_init(
              context, key.baseAddress?.assumingMemoryBound(to: UInt8.self), key.count, nil) == 1
              && EVP_MAC_update(
                context, data.baseAddress?.assumingMemoryBound(to: UInt8.self), data.count) == 1
              && EVP_MAC_final(context, tag.baseAddress, &length, tag.count) == 1
          }
        }
      }
      guard succeeded else { throw CryptoError.libcrypto("Poly1305") }
    }
  }
}
