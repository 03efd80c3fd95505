internal import CLibCrypto

/// A public or private key inside libcrypto: owns one EVP_PKEY.
///
/// The only type that holds such a pointer. libcrypto wipes a key's private numbers when it frees
/// it. Never changed after it is made, so it may be shared between threads.
@safe
package final class AsymmetricKey: @unchecked Sendable {
  private let pointer: OpaquePointer

  init(takingOwnershipOf pointer: OpaquePointer) { unsafe self.pointer = pointer }

  deinit { unsafe EVP_PKEY_free(pointer) }

  /// Lends the pointer to the other files of this type.
  @unsafe
  func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result {
    unsafe body(pointer)
  }

  // MARK: Numbers

  /// One of the key's numbers under libcrypto's name for it, most significant byte first, without
  /// leading zeros.
  func number(_ name: StaticString) throws(CryptoError) -> SecretBytes {
    // Asked for by hand and not with EVP_PKEY_get_bn_param, whose buffer is not wiped; and without
    // asking for the length first, which releases before 3.0.21 refuse for an EC key's "priv".
    // What is not filled stays zero: most significant bytes, as these are little-endian.
    let native = try value(
      of: name, type: UInt32(OSSL_PARAM_UNSIGNED_INTEGER), length: largestNumber)
    var significant = native.count
    while significant > 0, native[significant - 1] == 0 { significant -= 1 }
    return SecretBytes(count: significant) { bytes in
      for index in 0..<significant { bytes[index] = native[significant - 1 - index] }
    }
  }

  /// Room for any number of this key, in bytes. None is larger than the number that its size is
  /// named after: RSA's modulus, DSA's p, the order of a curve's base point. One that was would be an
  /// error of libcrypto's, not a number cut short.
  private var largestNumber: Int { unsafe (Int(EVP_PKEY_get_bits(pointer)) + 7) / 8 }

  /// One of the key's byte strings under libcrypto's name for it.
  func octets(_ name: StaticString) throws(CryptoError) -> SecretBytes {
    let length = try size(of: name, type: UInt32(OSSL_PARAM_OCTET_STRING))
    return try value(of: name, type: UInt32(OSSL_PARAM_OCTET_STRING), length: length)
  }

  private func size(of name: StaticString, type: UInt32) throws(CryptoError) -> Int {
    var parameters = unsafe [
      OSSL_PARAM(key: name.cName, data_type: type, data: nil, data_size: 0, return_size: 0),
      OSSL_PARAM_construct_end(),
    ]
    guard unsafe EVP_PKEY_get_params(pointer, &parameters) == 1 else {
      throw CryptoError.libcrypto("reading \(name) of a key")
    }
    return unsafe parameters[0].return_size
  }

  private func value(
    of name: StaticString, type: UInt32, length: Int
  ) throws(CryptoError) -> SecretBytes {
    try SecretBytes(count: length) { (bytes) throws(CryptoError) in
      let status = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
        var parameters = unsafe [
          OSSL_PARAM(
            key: name.cName, data_type: type, data: buffer.baseAddress, data_size: buffer.count,
            return_size: 0),
          OSSL_PARAM_construct_end(),
        ]
        return unsafe EVP_PKEY_get_params(pointer, &parameters)
      }
      guard status == 1 else { throw CryptoError.libcrypto("reading \(name) of a key") }
    }
  }

  // MARK: Raw keys (RFC 8032)

  /// The seed of an Ed25519 (32 bytes) or Ed448 (57 bytes) private key.
  ///
  /// Not by EVP_PKEY_get_raw_private_key: it exports the key first, into memory that it does not
  /// wipe.
  package func rawPrivateKey() throws(CryptoError) -> SecretBytes { try octets("priv") }

  /// The public half of an Ed25519 (32 bytes) or Ed448 (57 bytes) key.
  package func rawPublicKey() throws(CryptoError) -> [UInt8] { try octets("pub").publicBytes() }

  // MARK: Checks

  /// Whether the private half makes the public half.
  func isPair() -> Bool {
    unsafe check { unsafe EVP_PKEY_pairwise_check($0) == 1 }
  }

  /// Whether the public half is a possible one: a point on its curve, for example.
  func hasValidPublicHalf() -> Bool {
    unsafe check { unsafe EVP_PKEY_public_check_quick($0) == 1 }
  }

  private func check(_ body: (OpaquePointer) -> Bool) -> Bool {
    guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, pointer, nil) else { return false }
    defer { unsafe EVP_PKEY_CTX_free(context) }
    if unsafe body(context) { return true }
    ERR_clear_error()
    return false
  }

  // MARK: Signatures

  /// Signs `data`; the digest is nil for Ed25519 and Ed448, which have their own.
  ///
  /// - Returns: RSA: PKCS #1 v1.5; ECDSA and DSA: the DER of r and s; Ed25519, Ed448: RFC 8032.
  package func sign(_ data: [UInt8], digest: Digest?) throws(CryptoError) -> [UInt8] {
    guard let context = unsafe EVP_MD_CTX_new() else { throw CryptoError.libcrypto("signing") }
    defer { unsafe EVP_MD_CTX_free(context) }
    var length = unsafe Int(EVP_PKEY_get_size(pointer))
    guard unsafe EVP_DigestSignInit(context, nil, digest?.method, nil, pointer) == 1 else {
      throw CryptoError.libcrypto("signing")
    }
    var isSigned = false
    let signature = unsafe [UInt8](unsafeUninitializedCapacity: length) { bytes, count in
      isSigned = unsafe EVP_DigestSign(context, bytes.baseAddress, &length, data, data.count) == 1
      count = isSigned ? length : 0
    }
    guard isSigned else { throw CryptoError.libcrypto("signing") }
    return signature
  }

  /// Whether `signature`, in the form that `sign` makes, is this key's signature of `data`.
  package func verifies(_ signature: [UInt8], of data: [UInt8], digest: Digest?) -> Bool {
    guard let context = unsafe EVP_MD_CTX_new() else { return false }
    defer { unsafe EVP_MD_CTX_free(context) }
    let valid =
      unsafe EVP_DigestVerifyInit(context, nil, digest?.method, nil, pointer) == 1
      && EVP_DigestVerify(context, signature, signature.count, data, data.count) == 1
    // A signature that does not fit leaves its reasons queued.
    if !valid { ERR_clear_error() }
    return valid
  }
}
