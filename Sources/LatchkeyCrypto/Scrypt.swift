internal import CLibCrypto

/// scrypt (RFC 7914), as PKCS#8 files use it.
package enum Scrypt {
  /// Derives `length` bytes from a passphrase.
  ///
  /// - Parameters:
  ///   - cost: N, a power of two.
  ///   - blockSize: r.
  ///   - parallelism: p.
  ///   - memoryLimit: how many bytes the computation may use.
  package static func deriveKey(
    passphrase: borrowing SecretBytes, salt: [UInt8], cost: UInt64, blockSize: UInt64,
    parallelism: UInt64, memoryLimit: UInt64, length: Int
  ) throws(CryptoError) -> SecretBytes {
    try SecretBytes(count: length) { (bytes) throws(CryptoError) in
      let status = unsafe passphrase.withUnsafeBytes { passphrase in
        unsafe bytes.withUnsafeMutableBufferPointer { key in
          unsafe EVP_PBE_scrypt(
            passphrase.baseAddress?.assumingMemoryBound(to: CChar.self), passphrase.count,
            salt, salt.count, cost, blockSize, parallelism, memoryLimit, key.baseAddress, key.count)
        }
      }
      guard status == 1 else { throw CryptoError.libcrypto("scrypt", code: .invalidParameter) }
    }
  }
}
