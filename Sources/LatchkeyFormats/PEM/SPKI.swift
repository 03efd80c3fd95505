internal import LatchkeyCrypto
internal import LatchkeyKeys

/// SubjectPublicKeyInfo (RFC 5280 §4.1):
///
///     SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }
enum SPKI {
  static let label = "PUBLIC KEY"

  /// The public key in `der`, and nothing but it.
  static func publicKey(_ der: SharedSecret) throws(FormatError) -> PublicKey {
    var file = DERReader(der, name: "SPKI key")
    var fields = try file.inside()
    try file.finish()
    var algorithm = try fields.inside()
    let identifier = try algorithm.objectIdentifier()
    let content = try fields.bitString()
    try fields.finish()
    switch identifier {
    case .rsaEncryption:
      if algorithm.nextTag == DERTag.null { try algorithm.skip() }
      try algorithm.finish()
      return try PKCS1.publicKey(SharedSecret(SecretBytes(copying: content)))
    case .ecPublicKey:
      let curve = try NamedCurve.read(&algorithm)
      try algorithm.finish()
      return try key(.ecdsa(curve, point: content))
    case .ed25519:
      try algorithm.finish()
      return try key(.ed25519(content))
    case .ed448:
      try algorithm.finish()
      return try key(.ed448(content))
    case .dsa:
      let parameters = try algorithm.inside()
      try algorithm.finish()
      return try key(dsa(parameters, content))
    default:
      throw FormatError(
        .unsupported, "an SPKI key of an algorithm that SSH does not have (\(identifier))")
    }
  }

  /// The DER of a public key; `nil` for security keys, which have no such form.
  static func encode(_ components: PublicKeyComponents) -> SecretAssembly? {
    switch components {
    case .rsa(let exponent, let modulus):
      info(
        DER.sequence(DER.objectIdentifier(.rsaEncryption), DER.null),
        PKCS1.encode(exponent: exponent, modulus: modulus))
    case .dsa(let numbers):
      info(
        DER.sequence(DER.objectIdentifier(.dsa), DSAKey.encodeParameters(numbers)),
        DER.integer(numbers.y))
    case .ecdsa(let curve, let point):
      info(
        DER.sequence(
          DER.objectIdentifier(.ecPublicKey),
          DER.objectIdentifier(NamedCurve.identifier(curve))),
        SecretAssembly(point))
    case .ed25519(let key):
      info(DER.sequence(DER.objectIdentifier(.ed25519)), SecretAssembly(key))
    case .ed448(let key):
      info(DER.sequence(DER.objectIdentifier(.ed448)), SecretAssembly(key))
    case .securityKeyEd25519, .securityKeyECDSA:
      nil
    }
  }

  private static func info(
    _ algorithm: SecretAssembly, _ publicKey: SecretAssembly
  ) -> SecretAssembly {
    DER.sequence(algorithm, DER.bitString(publicKey))
  }

  private static func dsa(
    _ parameters: DERReader, _ content: [UInt8]
  ) throws(FormatError) -> PublicKeyComponents {
    var parameters = parameters
    let p = try parameters.publicInteger()
    let q = try parameters.publicInteger()
    let g = try parameters.publicInteger()
    try parameters.finish()
    var reader = DERReader(SharedSecret(SecretBytes(copying: content)), name: "SPKI key")
    let y = try reader.publicInteger()
    try reader.finish()
    return .dsa(AsymmetricKey.DSANumbers(p: p, q: q, g: g, y: y))
  }

  private static func key(_ components: PublicKeyComponents) throws(FormatError) -> PublicKey {
    do {
      return try PublicKey(components)
    } catch {
      throw FormatError(error)
    }
  }
}
