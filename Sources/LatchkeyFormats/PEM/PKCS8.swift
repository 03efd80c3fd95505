internal import LatchkeyCrypto
internal import LatchkeyKeys

/// PKCS#8 (RFC 5958 §2), and RFC 8410 §7 for the Edwards curves:
///
///     OneAsymmetricKey ::= SEQUENCE {
///       version INTEGER (0 or 1), privateKeyAlgorithm AlgorithmIdentifier,
///       privateKey OCTET STRING, attributes [0] OPTIONAL, publicKey [1] BIT STRING OPTIONAL }
enum PKCS8 {
  static let label = "PRIVATE KEY"
  static let encryptedLabel = "ENCRYPTED PRIVATE KEY"

  /// The private key in `der`, and nothing but it.
  static func privateKey(_ der: SharedSecret) throws(FormatError) -> PrivateKeyComponents {
    var file = DERReader(der, name: "PKCS#8 key")
    var fields = try file.inside()
    try file.finish()
    let version = try fields.number()
    guard version != 3 else {
      throw FormatError(
        .notAKey,
        """
        a PKCS#12 file (.p12, .pfx), which holds keys and certificates under one passphrase: \
        "openssl pkcs12 -in FILE -nocerts" takes the key out
        """)
    }
    guard version <= 1 else {
      throw FormatError(.unsupported, "PKCS#8 key of unknown version \(version)")
    }
    var algorithm = try fields.inside()
    let identifier = try algorithm.objectIdentifier()
    let content = SharedSecret(try fields.octetString())
    if fields.nextTag == DERTag.context(0) { try fields.skip() }
    var publicKey: [UInt8]?
    if fields.nextTag == DERTag.primitiveContext(1) {
      publicKey = try fields.bitString(DERTag.primitiveContext(1))
    }
    try fields.finish()

    switch identifier {
    case .rsaEncryption:
      try finishNull(&algorithm)
      return try PKCS1.privateKey(content)
    case .ecPublicKey:
      let curve = try NamedCurve.read(&algorithm)
      try algorithm.finish()
      return try SEC1.privateKey(content, curve: curve)
    case .ed25519:
      try algorithm.finish()
      return .ed25519(
        publicKey: try edwardsPublicKey(.ed25519, content, publicKey), seed: try seed(content))
    case .ed448:
      try algorithm.finish()
      return .ed448(
        publicKey: try edwardsPublicKey(.ed448, content, publicKey), seed: try seed(content))
    case .dsa:
      let parameters = try algorithm.inside()
      try algorithm.finish()
      return try dsa(parameters, content)
    default:
      throw FormatError(.unsupported, unsupported(identifier))
    }
  }

  /// The DER of a private key.
  static func encode(_ components: consuming PrivateKeyComponents) -> SecretAssembly {
    switch consume components {
    case .rsa(let numbers):
      return info(
        DER.sequence(DER.objectIdentifier(.rsaEncryption), DER.null), PKCS1.encode(numbers))
    case .dsa(let numbers, let x):
      return info(
        DER.sequence(DER.objectIdentifier(.dsa), DSAKey.encodeParameters(numbers)), DER.integer(x))
    case .ecdsa(let curve, let point, let scalar):
      return info(
        DER.sequence(
          DER.objectIdentifier(.ecPublicKey),
          DER.objectIdentifier(NamedCurve.identifier(curve))),
        SEC1.encode(curve, point: point, scalar: scalar, namesCurve: false))
    case .ed25519(_, let seed):
      return info(
        DER.sequence(DER.objectIdentifier(.ed25519)),
        DER.octetString(SecretAssembly(seed.copy())))
    case .ed448(_, let seed):
      return info(
        DER.sequence(DER.objectIdentifier(.ed448)), DER.octetString(SecretAssembly(seed.copy())))
    }
  }

  private static func info(
    _ algorithm: SecretAssembly, _ privateKey: SecretAssembly
  ) -> SecretAssembly {
    DER.sequence(DER.number(0), algorithm, DER.octetString(privateKey))
  }

  /// RSA's parameters are NULL; some writers leave it out.
  private static func finishNull(_ algorithm: inout DERReader) throws(FormatError) {
    if algorithm.nextTag == DERTag.null { try algorithm.skip() }
    try algorithm.finish()
  }

  /// CurvePrivateKey ::= OCTET STRING.
  private static func seed(_ content: SharedSecret) throws(FormatError) -> SecretBytes {
    var reader = DERReader(content, name: "PKCS#8 key")
    let seed = try reader.octetString()
    try reader.finish()
    return seed
  }

  /// The public key as version 1 of the structure may hold it, else computed.
  private static func edwardsPublicKey(
    _ curve: AsymmetricKey.EdwardsCurve, _ content: SharedSecret, _ publicKey: [UInt8]?
  ) throws(FormatError) -> [UInt8] {
    if let publicKey { return publicKey }
    let seed = try seed(content)
    guard seed.count == curve.length else {
      throw FormatError(
        .damaged, "PKCS#8 key: a seed of \(seed.count) bytes where \(curve.length) were expected")
    }
    do {
      return try AsymmetricKey(curve, seed: seed).rawPublicKey()
    } catch {
      throw FormatError(error, while: "PKCS#8 key")
    }
  }

  private static func dsa(
    _ parameters: DERReader, _ content: SharedSecret
  ) throws(FormatError) -> PrivateKeyComponents {
    var reader = DERReader(content, name: "PKCS#8 key")
    let x = try DSAKey.privateNumber(&reader)
    try reader.finish()
    var parameters = parameters
    let p = try parameters.publicInteger()
    let q = try parameters.publicInteger()
    let g = try parameters.publicInteger()
    try parameters.finish()
    let y = try DSAKey.publicNumber(p: p, g: g, x: x)
    return .dsa(AsymmetricKey.DSANumbers(p: p, q: q, g: g, y: y), x: x)
  }

  private static func unsupported(_ identifier: ObjectIdentifier) -> String {
    switch identifier {
    case .rsaPSS: "a key for RSA-PSS signatures alone, which SSH does not have"
    case .x25519, .x448: "a key for key agreement (X25519 or X448), which cannot log in"
    default: "a PKCS#8 key of an algorithm that SSH does not have (\(identifier))"
    }
  }
}
