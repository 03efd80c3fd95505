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

  /// The private half as a DER PrivateKeyInfo (RFC 5208 §5), as libcrypto writes it.
  package func privateKeyInfo() throws(CryptoError) -> SecretBytes {
    guard let info = unsafe withPointer({ unsafe EVP_PKEY2PKCS8($0) }) else {
      throw CryptoError.libcrypto("encoding a private key")
    }
    // Wipes the key inside it.
    defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
    let length = unsafe i2d_PKCS8_PRIV_KEY_INFO(info, nil)
    guard length > 0 else { throw CryptoError.libcrypto("encoding a private key") }
    return SecretBytes(count: Int(length)) { bytes in
      unsafe bytes.withUnsafeMutableBufferPointer {
        var position = $0.baseAddress
        _ = unsafe i2d_PKCS8_PRIV_KEY_INFO(info, &position)
      }
    }
  }
}
