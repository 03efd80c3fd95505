internal import CLibCrypto

extension AsymmetricKey {
  /// Signs with an RSA key, by RSASSA-PSS (RFC 8017 §8.1): the same digest within, and as many bytes
  /// of salt as the digest has.
  package func signPSS(_ data: [UInt8], digest: Digest) throws(CryptoError) -> [UInt8] {
    guard let context = unsafe EVP_MD_CTX_new() else { throw CryptoError.libcrypto("signing") }
    defer { unsafe EVP_MD_CTX_free(context) }
    var settings: OpaquePointer?
    var length = 0
    let isReady = unsafe withPointer { key in
      unsafe EVP_DigestSignInit(context, &settings, digest.method, nil, key) == 1
        && EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING) == 1
        && EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST) == 1
        && EVP_DigestSign(context, nil, &length, data, data.count) == 1
    }
    guard isReady else { throw CryptoError.libcrypto("signing") }
    var signature = [UInt8](repeating: 0, count: length)
    guard unsafe EVP_DigestSign(context, &signature, &length, data, data.count) == 1 else {
      throw CryptoError.libcrypto("signing")
    }
    return Array(signature.prefix(length))
  }
}
