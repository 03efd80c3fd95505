internal import CLibCrypto

extension AsymmetricKey {
  /// The two curves of RFC 8032.
  package enum EdwardsCurve: Sendable {
    case ed25519, ed448

    /// How many bytes the seed and the public key have, each.
    package var length: Int { self == .ed25519 ? 32 : 57 }

    fileprivate var name: StaticString { self == .ed25519 ? "ED25519" : "ED448" }
  }

  /// A new key pair.
  package static func generate(_ curve: EdwardsCurve) throws(CryptoError) -> AsymmetricKey {
    // A seed is any 32 (57) random bytes (RFC 8032 §5.1.5): no generator object is needed, and
    // doing without one halves the time.
    try AsymmetricKey(curve, seed: Random.secret(curve.length))
  }

  /// The key pair that a seed makes.
  package convenience init(
    _ curve: EdwardsCurve, seed: borrowing SecretBytes
  ) throws(CryptoError) {
    let key = unsafe seed.withUnsafeBytes {
      unsafe EVP_PKEY_new_raw_private_key_ex(
        nil, curve.name.cName, nil, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), $0.count)
    }
    guard let key = unsafe key else {
      throw CryptoError.libcrypto("making the key", code: .invalidKey)
    }
    unsafe self.init(takingOwnershipOf: key)
  }

  /// The public half alone.
  package convenience init(_ curve: EdwardsCurve, publicKey: [UInt8]) throws(CryptoError) {
    guard
      let key = unsafe EVP_PKEY_new_raw_public_key_ex(
        nil, curve.name.cName, nil, publicKey, publicKey.count)
    else { throw CryptoError.libcrypto("making the key", code: .invalidKey) }
    unsafe self.init(takingOwnershipOf: key)
  }
}
