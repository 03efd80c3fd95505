internal import CLibCrypto

extension AsymmetricKey {
  /// The public half as a DER SubjectPublicKeyInfo (RFC 5280 §4.1).
  package func subjectPublicKeyInfo() throws(CryptoError) -> [UInt8] {
    var encoded: UnsafeMutablePointer<UInt8>?
    let length = unsafe withPointer { unsafe i2d_PUBKEY($0, &encoded) }
    guard length > 0, let encoded = unsafe encoded else {
      throw CryptoError.libcrypto("encoding a public key")
    }
    defer { unsafe CRYPTO_free(encoded, nil, 0) }
    return unsafe Array(UnsafeBufferPointer(start: encoded, count: Int(length)))
  }
}
