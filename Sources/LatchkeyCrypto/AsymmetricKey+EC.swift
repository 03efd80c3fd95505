internal import CLibCrypto

extension AsymmetricKey {
  /// The curves of RFC 5656 §10.1.
  package enum NISTCurve: Sendable {
    case p256, p384, p521

    /// How many bytes a coordinate or a scalar has.
    package var length: Int {
      switch self {
      case .p256: 32
      case .p384: 48
      case .p521: 66
      }
    }

    fileprivate var name: StaticString {
      switch self {
      case .p256: "P-256"
      case .p384: "P-384"
      case .p521: "P-521"
      }
    }
  }

  /// A new key pair.
  package static func generate(_ curve: NISTCurve) throws(CryptoError) -> AsymmetricKey {
    guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "EC", nil) else {
      throw CryptoError.libcrypto("ECDSA key generation")
    }
    defer { unsafe EVP_PKEY_CTX_free(context) }
    var key: OpaquePointer?
    guard unsafe EVP_PKEY_keygen_init(context) == 1,
      unsafe EVP_PKEY_CTX_set_group_name(context, curve.name.cName) == 1,
      unsafe EVP_PKEY_generate(context, &key) == 1, let key = unsafe key
    else { throw CryptoError.libcrypto("ECDSA key generation") }
    return unsafe AsymmetricKey(takingOwnershipOf: key)
  }

  /// The public half alone: an uncompressed point, 04 ‖ x ‖ y (SEC 1 §2.3.3), checked to lie on the
  /// curve.
  package static func ec(_ curve: NISTCurve, point: [UInt8]) throws(CryptoError) -> AsymmetricKey {
    var parameters = try ParameterList()
    try parameters.add("group", curve.name)
    try parameters.add("pub", point)
    let key = try parameters.makeKey("EC", isPrivate: false)
    guard key.hasValidPublicHalf() else {
      throw CryptoError(.invalidKey, "the point does not lie on the curve \(curve.name)")
    }
    return key
  }

  /// The key pair of a scalar (big-endian) and its point, after checking that they belong together.
  package static func ec(
    _ curve: NISTCurve, point: [UInt8], scalar: borrowing SecretBytes
  ) throws(CryptoError) -> AsymmetricKey {
    let number = try BigNumber(bigEndian: scalar)
    var parameters = try ParameterList()
    try parameters.add("group", curve.name)
    try parameters.add("pub", point)
    try parameters.add("priv", number)
    let key = try parameters.makeKey("EC", isPrivate: true)
    guard key.hasValidPublicHalf() else {
      throw CryptoError(.invalidKey, "the point does not lie on the curve \(curve.name)")
    }
    guard key.isPair() else {
      throw CryptoError(.invalidKey, "the private scalar does not belong to the public point")
    }
    return key
  }

  /// The point of a private scalar, uncompressed: for files that hold the scalar alone.
  package static func ecPoint(
    _ curve: NISTCurve, scalar: borrowing SecretBytes
  ) throws(CryptoError) -> [UInt8] {
    let number = try BigNumber(bigEndian: scalar)
    guard let group = unsafe EC_GROUP_new_by_curve_name(OBJ_sn2nid(curve.shortName)) else {
      throw CryptoError.libcrypto("curve", code: .unsupported)
    }
    defer { unsafe EC_GROUP_free(group) }
    guard let point = unsafe EC_POINT_new(group) else { throw CryptoError.libcrypto("curve") }
    defer { unsafe EC_POINT_clear_free(point) }
    var bytes = [UInt8](repeating: 0, count: 1 + 2 * curve.length)
    guard unsafe EC_POINT_mul(group, point, number.pointer, nil, nil, nil) == 1,
      unsafe EC_POINT_point2oct(
        group, point, POINT_CONVERSION_UNCOMPRESSED, &bytes, bytes.count, nil) == bytes.count
    else { throw CryptoError.libcrypto("the public point", code: .invalidKey) }
    return bytes
  }

  /// The public point, uncompressed.
  package func ecPoint() throws(CryptoError) -> [UInt8] { try octets("pub").publicBytes() }

  /// The private scalar, big-endian, without leading zeros.
  package func ecScalar() throws(CryptoError) -> SecretBytes { try number("priv") }
}

extension AsymmetricKey.NISTCurve {
  /// libcrypto's short name.
  var shortName: String {
    switch self {
    case .p256: "prime256v1"
    case .p384: "secp384r1"
    case .p521: "secp521r1"
    }
  }
}
