internal import LatchkeyCrypto
internal import LatchkeyKeys

/// A curve that is spelt out instead of named (SEC 1 §C.2), as Java and old OpenSSL write it:
///
///     SpecifiedECDomain ::= SEQUENCE {
///       version INTEGER (1..3),
///       fieldID SEQUENCE { fieldType OBJECT IDENTIFIER, p INTEGER },   -- a prime field
///       curve SEQUENCE { a OCTET STRING, b OCTET STRING, seed BIT STRING OPTIONAL },
///       base OCTET STRING, order INTEGER, cofactor INTEGER OPTIONAL,
///       hash SEQUENCE OPTIONAL }
///
/// It is taken where every number is that of one of SSH's curves, base point included: a key whose
/// maker chose the base point would pass for one that it is not (CVE-2020-0601).
struct ExplicitCurve {
  private let p: [UInt8]
  private let a: [UInt8]
  private let b: [UInt8]
  private let base: [UInt8]
  private let order: [UInt8]

  /// Reads the inside of a SpecifiedECDomain.
  init(_ reader: DERReader) throws(FormatError) {
    var domain = reader
    let version = try domain.number()
    guard (1...3).contains(version) else {
      throw FormatError(.unsupported, "EC parameters of unknown version \(version)")
    }
    var field = try domain.inside()
    guard try field.objectIdentifier() == .primeField else { throw Self.foreign }
    p = try field.publicInteger()
    try field.finish()
    var curve = try domain.inside()
    a = Self.withoutLeadingZeros(try curve.publicOctetString())
    b = Self.withoutLeadingZeros(try curve.publicOctetString())
    // How the numbers were found matters to nobody who has the numbers.
    if curve.nextTag == DERTag.bitString { try curve.skip() }
    try curve.finish()
    base = try domain.publicOctetString()
    order = try domain.publicInteger()
    if domain.nextTag == DERTag.integer {
      guard try domain.number() == 1 else { throw Self.foreign }
    }
    if domain.nextTag == DERTag.sequence { try domain.skip() }
    try domain.finish()
  }

  /// The curve of SSH that it is.
  func curve() throws(FormatError) -> EllipticCurve {
    for curve in EllipticCurve.allCases {
      let domain: AsymmetricKey.CurveDomain
      do {
        domain = try curve.nistCurve.domain()
      } catch {
        throw FormatError(error, while: "EC parameters")
      }
      if p == domain.p, a == domain.a, b == domain.b, order == domain.order,
        base == domain.base(compressed: false) || base == domain.base(compressed: true)
      {
        return curve
      }
    }
    throw Self.foreign
  }

  private static let foreign = FormatError(
    .unsupported,
    """
    EC key with explicit curve parameters that are not those of P-256, P-384 or P-521, the curves \
    that SSH has
    """)

  private static func withoutLeadingZeros(_ bytes: [UInt8]) -> [UInt8] {
    Array(bytes.drop { $0 == 0 })
  }
}
