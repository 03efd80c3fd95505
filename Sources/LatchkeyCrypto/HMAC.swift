internal import CLibCrypto

/// HMAC (RFC 2104).
package enum HMAC {
  /// The authentication code of `data` under `key`, which may be empty (PuTTY does that).
  package static func authenticate(
    _ data: borrowing SecretBytes, key: borrowing SecretBytes, digest: Digest
  ) throws(CryptoError) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: digest.length)
    let succeeded = unsafe data.withUnsafeBytes { data in
      unsafe key.withUnsafeBytes { key in
        unsafe code.withUnsafeMutableBufferPointer { code in
          unsafe CLibCrypto.HMAC(
            digest.method, key.baseAddress, Int32(key.count),
            data.baseAddress?.assumingMemoryBound(to: UInt8.self), data.count, code.baseAddress,
            nil) != nil
        }
      }
    }
    guard succeeded else { throw CryptoError.libcrypto("HMAC-\(digest.rawValue)") }
    return code
  }
}
