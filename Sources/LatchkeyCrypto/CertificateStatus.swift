internal import CLibCrypto

/// Answers of the Online Certificate Status Protocol (RFC 6960 §4.2).
package enum CertificateStatus {
  /// The answer that a certificate is good, signed by its issuer with SHA-256.
  ///
  /// - Parameter time: as of when, in seconds since 1970; no next update is promised.
  /// - Returns: DER.
  package static func good(
    _ certificate: X509Certificate, issuer: X509Certificate, key: AsymmetricKey, at time: Int
  ) throws(CryptoError) -> [UInt8] {
    let answer = try unsafe response(certificate, issuer, key, time)
    defer { unsafe OCSP_RESPONSE_free(answer) }
    var encoded: UnsafeMutablePointer<UInt8>?
    let length = unsafe i2d_OCSP_RESPONSE(answer, &encoded)
    guard length > 0, let encoded = unsafe encoded else {
      throw CryptoError.libcrypto("encoding a certificate's status")
    }
    defer { unsafe CRYPTO_free(encoded, nil, 0) }
    return unsafe Array(UnsafeBufferPointer(start: encoded, count: Int(length)))
  }

  private static func response(
    _ certificate: X509Certificate, _ issuer: X509Certificate, _ key: AsymmetricKey, _ time: Int
  ) throws(CryptoError) -> OpaquePointer {
    guard let basic = unsafe OCSP_BASICRESP_new() else {
      throw CryptoError.libcrypto("a certificate's status")
    }
    defer { unsafe OCSP_BASICRESP_free(basic) }
    guard let update = unsafe ASN1_TIME_set(nil, time) else {
      throw CryptoError.libcrypto("a certificate's status")
    }
    defer { unsafe ASN1_STRING_free(update) }
    let signed = unsafe certificate.withPointer { certificate in
      unsafe issuer.withPointer { issuer in
        guard let id = unsafe OCSP_cert_to_id(nil, certificate, issuer) else { return false }
        defer { unsafe OCSP_CERTID_free(id) }
        guard
          unsafe OCSP_basic_add1_status(
            basic, id, V_OCSP_CERTSTATUS_GOOD, 0, nil, update, nil) != nil
        else { return false }
        return unsafe key.withPointer {
          unsafe OCSP_basic_sign(basic, issuer, $0, EVP_sha256(), nil, 0) == 1
        }
      }
    }
    guard signed,
      let answer = unsafe OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic)
    else { throw CryptoError.libcrypto("signing a certificate's status") }
    return unsafe answer
  }
}
