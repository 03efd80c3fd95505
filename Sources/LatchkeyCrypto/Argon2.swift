internal import CArgon2

/// Argon2 version 0x13 (RFC 9106), as PPK version 3 uses it, from libargon2: OpenSSL has none
/// before 3.2.
package enum Argon2 {
  /// Which of the three variants.
  package enum Flavour: String, Hashable, Sendable, CaseIterable {
    case argon2d = "Argon2d"
    case argon2i = "Argon2i"
    case argon2id = "Argon2id"

    fileprivate var type: Argon2_type {
      switch self {
      case .argon2d: Argon2_d
      case .argon2i: Argon2_i
      case .argon2id: Argon2_id
      }
    }
  }

  /// Derives `length` bytes from a passphrase.
  ///
  /// - Parameters:
  ///   - salt: at least 8 bytes.
  ///   - memory: KiB.
  ///   - passes: how many times the memory is gone over.
  ///   - parallelism: lanes, each of which gets a thread.
  package static func deriveKey(
    _ flavour: Flavour, passphrase: borrowing SecretBytes, salt: [UInt8], memory: UInt32,
    passes: UInt32, parallelism: UInt32, length: Int
  ) throws(CryptoError) -> SecretBytes {
    try SecretBytes(count: length) { (bytes) throws(CryptoError) in
      let status = unsafe passphrase.withUnsafeBytes { passphrase in
        unsafe bytes.withUnsafeMutableBufferPointer { key in
          unsafe argon2_hash(
            passes, memory, parallelism, passphrase.baseAddress, passphrase.count, salt, salt.count,
            key.baseAddress, key.count, nil, 0, flavour.type, ARGON2_VERSION_13.rawValue)
        }
      }
      guard status == ARGON2_OK.rawValue else {
        throw CryptoError(
          .invalidParameter,
          "\(flavour.rawValue): \(unsafe String(cString: argon2_error_message(status)))"
        )
      }
    }
  }
}
