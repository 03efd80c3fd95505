internal import CLibCrypto

/// The key derivation of PKCS#12 (RFC 7292 appendix B.2), which some PKCS#8 files borrow.
package enum PKCS12KDF {
  /// What is derived: each purpose gives other bytes (appendix B.3).
  package enum Purpose: Int32, Sendable {
    case key = 1
    case initialisationVector = 2
  }

  /// Derives `length` bytes from a passphrase.
  ///
  /// - Parameter passphrase: UTF-16, most significant byte first, with two zero bytes at the end.
  package static func deriveKey(
    _ purpose: Purpose, passphrase: borrowing SecretBytes, salt: [UInt8], iterations: Int,
    digest: Digest, length: Int
  ) throws(CryptoError) -> SecretBytes {
    guard iterations > 0, let iterations = Int32(exactly: iterations) else {
      throw CryptoError(.invalidParameter, "PKCS#12 takes 1 to 2147483647 iterations")
    }
    var salt = salt
    return try SecretBytes(count: length) { (bytes) throws(CryptoError) in
      let status = unsafe passphrase.withUnsafeBytes { passphrase in
        unsafe bytes.withUnsafeMutableBufferPointer { key in
          unsafe PKCS12_key_gen_uni(
            UnsafeMutablePointer(
              mutating: passphrase.baseAddress?.assumingMemoryBound(to: UInt8.self)),
            Int32(passphrase.count), &salt, Int32(salt.count), purpose.rawValue, iterations,
            Int32(key.count), key.baseAddress, digest.method)
        }
      }
      guard status == 1 else { throw CryptoError.libcrypto("PKCS#12's key derivation") }
    }
  }
}
