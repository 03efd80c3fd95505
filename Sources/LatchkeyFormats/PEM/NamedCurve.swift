internal import LatchkeyCrypto
internal import LatchkeyKeys

/// ECParameters (RFC 5480 §2.1.1): which curve an EC key lies on.
///
///     ECParameters ::= CHOICE {
///       namedCurve OBJECT IDENTIFIER,             -- the only choice of RFC 5480
///       specifiedCurve SpecifiedECDomain }        -- SEC 1's, in which the curve is spelt out
enum NamedCurve {
  private static let curves: [ObjectIdentifier: EllipticCurve] = [
    .p256: .p256, .p384: .p384, .p521: .p521,
  ]

  /// Reads the parameters at the reader's position.
  static func read(_ reader: inout DERReader) throws(FormatError) -> EllipticCurve {
    if reader.nextTag == DERTag.sequence { return try ExplicitCurve(try reader.inside()).curve() }
    let identifier = try reader.objectIdentifier()
    guard let curve = curves[identifier] else {
      let name = identifier == .secp256k1 ? "secp256k1" : identifier.description
      throw FormatError(
        .unsupported, "EC key on the curve \(name); SSH has P-256, P-384 and P-521")
    }
    return curve
  }

  /// The identifier of a curve.
  static func identifier(_ curve: EllipticCurve) -> ObjectIdentifier {
    switch curve {
    case .p256: .p256
    case .p384: .p384
    case .p521: .p521
    }
  }

  /// The curve whose uncompressed points are as long as this one.
  static func curve(of point: [UInt8]) -> EllipticCurve? {
    EllipticCurve.allCases.first { point.first == 4 && point.count == 1 + 2 * $0.byteCount }
  }

  /// The public point of a private scalar, for files that hold the scalar alone.
  static func point(
    _ curve: EllipticCurve, scalar: borrowing SecretBytes
  ) throws(FormatError) -> [UInt8] {
    do {
      return try AsymmetricKey.ecPoint(curve.nistCurve, scalar: scalar)
    } catch {
      throw FormatError(error, while: "EC key")
    }
  }

  /// The point without compression (SEC 1 §2.3), which is how SSH has it.
  static func uncompressed(
    _ curve: EllipticCurve, _ point: [UInt8], scalar: borrowing SecretBytes
  ) throws(FormatError) -> [UInt8] {
    guard let form = point.first, form == 2 || form == 3 else { return point }
    // The scalar gives the whole point: what the file holds of it must then agree.
    let whole = try self.point(curve, scalar: scalar)
    let isEven = whole.last.map { $0 & 1 == 0 } ?? false
    guard whole.dropFirst().prefix(curve.byteCount) == point.dropFirst(), isEven == (form == 2)
    else {
      throw FormatError(.damaged, "the private scalar does not belong to the public point")
    }
    return whole
  }
}
