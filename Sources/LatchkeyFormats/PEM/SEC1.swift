internal import LatchkeyCrypto
internal import LatchkeyKeys

/// SEC 1 appendix C.4, RFC 5915:
///
///     ECPrivateKey ::= SEQUENCE {
///       version INTEGER (1), privateKey OCTET STRING,
///       parameters [0] ECParameters OPTIONAL, publicKey [1] BIT STRING OPTIONAL }
enum SEC1 {
  static let label = "EC PRIVATE KEY"

  /// The private key in `der`, and nothing but it.
  ///
  /// - Parameter curve: what the structure around it says of the curve, if anything does.
  static func privateKey(
    _ der: SharedSecret, curve outer: EllipticCurve? = nil
  ) throws(FormatError) -> PrivateKeyComponents {
    var file = DERReader(der, name: "SEC1 key")
    var fields = try file.inside()
    try file.finish()
    let version = try fields.number()
    guard version == 1 else {
      throw FormatError(.unsupported, "SEC1 key of unknown version \(version)")
    }
    // RFC 5915 pads with zeros to the curve's length; GnuTLS adds one as it would to an INTEGER.
    let scalar = try fields.octetString().withoutLeadingZeros()
    var curve = outer
    if var parameters = try fields.optionalInside(DERTag.context(0)) {
      let inner = try NamedCurve.read(&parameters)
      try parameters.finish()
      guard outer == nil || outer == inner else {
        throw FormatError(.damaged, "EC key that names two different curves")
      }
      curve = inner
    }
    var point: [UInt8]?
    if var inside = try fields.optionalInside(DERTag.context(1)) {
      point = try inside.bitString()
      try inside.finish()
    }
    // certtool leaves the curve away where it found it in PKCS#8. The point, which is checked, lies
    // on one curve alone.
    guard let curve = curve ?? point.flatMap(NamedCurve.curve(of:)) else {
      throw FormatError(.damaged, "SEC1 key that does not name its curve")
    }
    guard !scalar.isEmpty else {
      throw FormatError(.damaged, "EC key whose private scalar is zero")
    }
    guard scalar.count <= curve.byteCount else {
      throw FormatError(
        .damaged,
        "a scalar of \(scalar.count) bytes on \(curve.identifier), which has \(curve.byteCount)")
    }
    let whole =
      if let point {
        try NamedCurve.uncompressed(curve, point, scalar: scalar)
      } else {
        try NamedCurve.point(curve, scalar: scalar)
      }
    try fields.finish()
    return .ecdsa(curve, point: whole, scalar: scalar)
  }

  /// The DER of a private key; `namesCurve` unless what stands around it does.
  static func encode(
    _ curve: EllipticCurve, point: [UInt8], scalar: borrowing SecretBytes, namesCurve: Bool
  ) -> SecretAssembly {
    let version = DER.number(1)
    let privateKey = DER.octetString(
      SecretAssembly(scalar.leftPadded(to: curve.byteCount)))
    let publicKey = DER.context(1, DER.bitString(SecretAssembly(point)))
    guard namesCurve else { return DER.sequence(version, privateKey, publicKey) }
    return DER.sequence(
      version, privateKey,
      DER.context(0, DER.objectIdentifier(NamedCurve.identifier(curve))), publicKey)
  }
}
