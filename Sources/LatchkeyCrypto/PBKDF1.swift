/// PBKDF1 (RFC 8018 §5.1), as PKCS#8 files of the nineties use it: the hash of passphrase and salt,
/// hashed again and again.
package enum PBKDF1 {
  /// Derives `length` bytes from a passphrase: at most as many as a hash has.
  package static func deriveKey(
    passphrase: borrowing SecretBytes, salt: [UInt8], iterations: Int, digest: Digest, length: Int
  ) throws(CryptoError) -> SecretBytes {
    guard iterations > 0, length <= digest.length else {
      throw CryptoError(
        .invalidParameter, "PBKDF1 with \(digest.rawValue) gives at most \(digest.length) bytes")
    }
    var hasher = try Digest.Hasher(digest)
    try hasher.update(passphrase)
    try hasher.update(salt)
    var hash = try hasher.finish()
    for _ in 1..<iterations { hash = try digest.hash(secret: hash) }
    return hash.slice(0..<length)
  }
}
