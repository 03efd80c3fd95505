package import LatchkeyCrypto

/// What a public key consists of. Integers are big-endian, without leading zeros.
package enum PublicKeyComponents: Hashable, Sendable {
  /// The exponent e and the modulus n.
  case rsa(exponent: [UInt8], modulus: [UInt8])
  /// p, q, g and y.
  case dsa(AsymmetricKey.DSANumbers)
  /// The uncompressed point, 04 ‖ x ‖ y.
  case ecdsa(EllipticCurve, point: [UInt8])
  /// 32 bytes.
  case ed25519([UInt8])
  /// 57 bytes.
  case ed448([UInt8])
  /// 32 bytes, and the application ("ssh:") that the authenticator binds the key to.
  case securityKeyEd25519([UInt8], application: [UInt8])
  /// The uncompressed point, and the application that the authenticator binds the key to.
  case securityKeyECDSA(point: [UInt8], application: [UInt8])

  /// Which kind of key this is.
  package var algorithm: KeyAlgorithm {
    switch self {
    case .rsa: .rsa
    case .dsa: .dsa
    case .ecdsa(let curve, _): .ecdsa(curve)
    case .ed25519: .ed25519
    case .ed448: .ed448
    case .securityKeyEd25519: .securityKeyEd25519
    case .securityKeyECDSA: .securityKeyECDSA
    }
  }

  /// Whether this is a key of RFC 8032 that needs no further check: any bytes of the right number are
  /// one (§5.1.3: what is no point verifies nothing).
  var isAnyEdwardsKey: Bool {
    switch self {
    case .ed25519(let key), .securityKeyEd25519(let key, _):
      key.count == AsymmetricKey.EdwardsCurve.ed25519.length
    case .ed448(let key): key.count == AsymmetricKey.EdwardsCurve.ed448.length
    default: false
    }
  }

  /// The SSH form (RFC 4253 §6.6): string algorithm, then
  ///
  ///     rsa        mpint e, mpint n
  ///     dsa        mpint p, mpint q, mpint g, mpint y
  ///     ecdsa      string curve, string point                     RFC 5656 §3.1
  ///     ed25519/448  string key                                   RFC 8709 §4
  ///     sk-…       as without a security key, then string application    PROTOCOL.u2f
  package var blob: [UInt8] {
    var writer = SSHWriter(capacity: 1024)
    writer.append(string: algorithm.name)
    switch self {
    case .rsa(let exponent, let modulus):
      writer.append(mpint: exponent)
      writer.append(mpint: modulus)
    case .dsa(let numbers):
      writer.append(mpint: numbers.p)
      writer.append(mpint: numbers.q)
      writer.append(mpint: numbers.g)
      writer.append(mpint: numbers.y)
    case .ecdsa(let curve, let point):
      writer.append(string: curve.identifier)
      writer.append(string: point)
    case .ed25519(let key), .ed448(let key):
      writer.append(string: key)
    case .securityKeyEd25519(let key, let application):
      writer.append(string: key)
      writer.append(string: application)
    case .securityKeyECDSA(let point, let application):
      writer.append(string: EllipticCurve.p256.identifier)
      writer.append(string: point)
      writer.append(string: application)
    }
    return writer.finishPublic()
  }

  /// Takes the numbers out of the SSH form, without judging them.
  package init(blob: some Collection<UInt8>) throws(KeyError) {
    let unknown: String
    do throws(WireError) {
      var reader = SSHReader(public: blob)
      let name = try reader.readName()
      if let algorithm = KeyAlgorithm(name: name) {
        self = try Self.read(algorithm, &reader)
        try reader.expectEnd()
        return
      }
      unknown = name
    } catch {
      throw KeyError(.malformedPublicKey, "damaged public key: \(error.reason)")
    }
    throw KeyError(.unknownAlgorithm, Self.explainUnknown(unknown))
  }

  private static func explainUnknown(_ name: String) -> String {
    if KeyAlgorithm(certificateName: name) != nil {
      return "an OpenSSH certificate (\(name)), where a plain public key is expected"
    }
    if ["ssh-rsa-cert-v00@openssh.com", "ssh-dss-cert-v00@openssh.com"].contains(name) {
      return "a certificate of the first version (\(name)), which OpenSSH dropped in 7.0"
    }
    return "unknown key algorithm \(QuotedName.quoted(name))"
  }

  /// Takes the numbers of a key of that kind, as they stand in its SSH form after the name; in a
  /// certificate they do as well.
  static func read(
    _ algorithm: KeyAlgorithm, _ reader: inout SSHReader
  ) throws(WireError) -> PublicKeyComponents {
    switch algorithm {
    case .rsa:
      let exponent = try reader.readPublicMPInt()
      return .rsa(exponent: exponent, modulus: try reader.readPublicMPInt())
    case .dsa:
      return .dsa(
        AsymmetricKey.DSANumbers(
          p: try reader.readPublicMPInt(), q: try reader.readPublicMPInt(),
          g: try reader.readPublicMPInt(), y: try reader.readPublicMPInt()))
    case .ecdsa(let curve):
      return .ecdsa(curve, point: try readPoint(curve, &reader))
    case .ed25519:
      return .ed25519(try readFixed(32, &reader))
    case .ed448:
      return .ed448(try readFixed(57, &reader))
    case .securityKeyEd25519:
      let key = try readFixed(32, &reader)
      return .securityKeyEd25519(key, application: try reader.readPublicString())
    case .securityKeyECDSA:
      let point = try readPoint(.p256, &reader)
      return .securityKeyECDSA(point: point, application: try reader.readPublicString())
    }
  }

  private static func readFixed(
    _ count: Int, _ reader: inout SSHReader
  ) throws(WireError) -> [UInt8] {
    let key = try reader.readPublicString()
    guard key.count == count else {
      throw WireError("the key has \(key.count) bytes instead of \(count)")
    }
    return key
  }

  private static func readPoint(
    _ curve: EllipticCurve, _ reader: inout SSHReader
  ) throws(WireError) -> [UInt8] {
    let identifier = try reader.readName()
    guard identifier == curve.identifier else {
      throw WireError("the curve is '\(identifier.prefix(32))' instead of \(curve.identifier)")
    }
    let point = try reader.readPublicString()
    // OpenSSH takes no compressed points either.
    guard point.count == 1 + 2 * curve.byteCount, point.first == 4 else {
      throw WireError("the point is not an uncompressed one of \(curve.identifier)")
    }
    return point
  }
}
