internal import CLibCrypto

/// Signed data of the Cryptographic Message Syntax (RFC 5652 §5), PKCS #7 of old.
package enum SignedMessage {
  /// Signs a content, which goes into the message byte for byte; SHA-256 with the key's own algorithm.
  /// The certificate is named by issuer and serial number and does not go along.
  ///
  /// - Returns: DER.
  package static func make(
    _ content: [UInt8], key: AsymmetricKey, certificate: X509Certificate
  ) throws(CryptoError) -> [UInt8] {
    guard let source = unsafe BIO_new_mem_buf(content, Int32(content.count)) else {
      throw CryptoError.libcrypto("signing a message")
    }
    defer { unsafe BIO_free(source) }
    let flags = UInt32(CMS_BINARY | CMS_NOSMIMECAP | CMS_NOCERTS)
    let made = unsafe key.withPointer { key in
      unsafe certificate.withPointer { certificate -> OpaquePointer? in
        guard
          let message = unsafe CMS_sign(nil, nil, nil, source, flags | UInt32(CMS_PARTIAL))
        else { return nil }
        if unsafe CMS_add1_signer(message, certificate, key, EVP_sha256(), flags) != nil,
          unsafe CMS_final(message, source, nil, flags) == 1
        {
          return unsafe message
        }
        unsafe CMS_ContentInfo_free(message)
        return nil
      }
    }
    guard let message = unsafe made else { throw CryptoError.libcrypto("signing a message") }
    defer { unsafe CMS_ContentInfo_free(message) }
    var encoded: UnsafeMutablePointer<UInt8>?
    let length = unsafe i2d_CMS_ContentInfo(message, &encoded)
    guard length > 0, let encoded = unsafe encoded else {
      throw CryptoError.libcrypto("encoding a message")
    }
    defer { unsafe CRYPTO_free(encoded, nil, 0) }
    return unsafe Array(UnsafeBufferPointer(start: encoded, count: Int(length)))
  }
}
