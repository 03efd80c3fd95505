internal import LatchkeyCrypto
internal import LatchkeyKeys

/// PKCS#1 (RFC 8017 appendix A.1):
///
///     RSAPublicKey ::= SEQUENCE { n INTEGER, e INTEGER }
///     RSAPrivateKey ::= SEQUENCE {
///       version INTEGER (0), n INTEGER, e INTEGER, d INTEGER, p INTEGER, q INTEGER,
///       d mod (p-1) INTEGER, d mod (q-1) INTEGER, q^-1 mod p INTEGER }
enum PKCS1 {
  static let label = "RSA PRIVATE KEY"
  static let publicLabel = "RSA PUBLIC KEY"

  /// The private key in `der`, and nothing but it.
  static func privateKey(_ der: SharedSecret) throws(FormatError) -> PrivateKeyComponents {
    var file = DERReader(der, name: "PKCS#1 key")
    var fields = try file.inside()
    try file.finish()
    let version = try fields.number()
    guard version == 0 else {
      throw FormatError(
        .unsupported,
        version == 1
          ? "PKCS#1 key with more than two primes" : "PKCS#1 key of unknown version \(version)")
    }
    let modulus = try fields.publicInteger()
    let publicExponent = try fields.publicInteger()
    let privateExponent = try fields.integer()
    let prime1 = try fields.integer()
    let prime2 = try fields.integer()
    let exponent1 = try fields.integer()
    let exponent2 = try fields.integer()
    let coefficient = try fields.integer()
    try fields.finish()
    guard exponent1.isEmpty, exponent2.isEmpty else {
      return .rsa(
        AsymmetricKey.RSANumbers(
          modulus: modulus, publicExponent: publicExponent, privateExponent: privateExponent,
          prime1: prime1, prime2: prime2, exponent1: exponent1, exponent2: exponent2,
          coefficient: coefficient))
    }
    // Some writers leave zeros where a number follows from the others: what comes from PuTTY's
    // format has no exponents (sshpk), what a smart card gave away no primes either.
    _ = try publicKey(exponent: publicExponent, modulus: modulus)
    do {
      guard prime1.isEmpty, prime2.isEmpty else {
        return .rsa(
          try AsymmetricKey.RSANumbers(
            modulus: modulus, publicExponent: publicExponent, privateExponent: privateExponent,
            prime1: prime1, prime2: prime2, coefficient: coefficient))
      }
      return .rsa(
        try AsymmetricKey.RSANumbers(
          modulus: modulus, publicExponent: publicExponent, privateExponent: privateExponent))
    } catch {
      throw FormatError(error, while: "PKCS#1 key")
    }
  }

  /// The public key in `der`, and nothing but it.
  static func publicKey(_ der: SharedSecret) throws(FormatError) -> PublicKey {
    var file = DERReader(der, name: "PKCS#1 public key")
    var fields = try file.inside()
    try file.finish()
    let modulus = try fields.publicInteger()
    let exponent = try fields.publicInteger()
    try fields.finish()
    return try publicKey(exponent: exponent, modulus: modulus)
  }

  /// The public key of these numbers, whose bounds make the arithmetic with the others affordable.
  private static func publicKey(
    exponent: [UInt8], modulus: [UInt8]
  ) throws(FormatError) -> PublicKey {
    do {
      return try PublicKey(.rsa(exponent: exponent, modulus: modulus))
    } catch {
      throw FormatError(error)
    }
  }

  /// The DER of a private key.
  static func encode(_ numbers: borrowing AsymmetricKey.RSANumbers) -> SecretAssembly {
    DER.sequence(
      DER.number(0), DER.integer(numbers.modulus), DER.integer(numbers.publicExponent),
      DER.integer(numbers.privateExponent), DER.integer(numbers.prime1),
      DER.integer(numbers.prime2), DER.integer(numbers.exponent1),
      DER.integer(numbers.exponent2), DER.integer(numbers.coefficient))
  }

  /// The DER of a public key.
  static func encode(exponent: [UInt8], modulus: [UInt8]) -> SecretAssembly {
    DER.sequence(DER.integer(modulus), DER.integer(exponent))
  }
}
