internal import LatchkeyCrypto
internal import LatchkeyKeys

/// DSA keys: OpenSSL's own structure, and the parameters of RFC 3279 §2.3.2.
///
///     DSAPrivateKey ::= SEQUENCE {
///       version INTEGER (0), p INTEGER, q INTEGER, g INTEGER, y INTEGER, x INTEGER }
///     Dss-Parms ::= SEQUENCE { p INTEGER, q INTEGER, g INTEGER }
enum DSAKey {
  static let label = "DSA PRIVATE KEY"
  /// Bytes of x, which is below q; q has at most 256 bits (FIPS 186-4 §4.2).
  static let longestPrivateNumber = 32

  /// The private key in `der`, and nothing but it.
  static func privateKey(_ der: SharedSecret) throws(FormatError) -> PrivateKeyComponents {
    var file = DERReader(der, name: "DSA key")
    var fields = try file.inside()
    try file.finish()
    let version = try fields.number()
    guard version == 0 else {
      throw FormatError(.unsupported, "DSA key of unknown version \(version)")
    }
    let p = try fields.publicInteger()
    let q = try fields.publicInteger()
    let g = try fields.publicInteger()
    let y = try fields.publicInteger()
    let x = try privateNumber(&fields)
    try fields.finish()
    return .dsa(AsymmetricKey.DSANumbers(p: p, q: q, g: g, y: y), x: x)
  }

  /// x, which must not be so long that the arithmetic would take hours.
  static func privateNumber(_ reader: inout DERReader) throws(FormatError) -> SecretBytes {
    let x = try reader.integer()
    guard x.count <= longestPrivateNumber else {
      throw FormatError(
        .damaged,
        "DSA key: a private number of \(x.count) bytes, where \(longestPrivateNumber) are the most")
    }
    return x
  }

  /// g^x mod p, which PKCS#8 does not hold.
  static func publicNumber(
    p: [UInt8], g: [UInt8], x: borrowing SecretBytes
  ) throws(FormatError) -> [UInt8] {
    guard let last = p.last, last & 1 == 1, p.count * 8 <= 16384 else {
      throw FormatError(.damaged, "DSA key whose p is not an odd number of a usable size")
    }
    do {
      return try BigNumber(bigEndian: g)
        .power(try BigNumber(bigEndian: x), modulo: try BigNumber(bigEndian: p))
        .bigEndian().publicBytes()
    } catch {
      throw FormatError(error, while: "DSA key")
    }
  }

  /// The DER of Dss-Parms.
  static func encodeParameters(_ numbers: AsymmetricKey.DSANumbers) -> SecretAssembly {
    DER.sequence(DER.integer(numbers.p), DER.integer(numbers.q), DER.integer(numbers.g))
  }
}
