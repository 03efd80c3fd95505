internal import LatchkeyCrypto

/// A signature in its SSH form: string algorithm, string signature, and what a FIDO authenticator
/// adds. The inner string holds
///
///     ecdsa   mpint r, mpint s                   RFC 5656 §3.1.2, and sk-ecdsa likewise
///     dsa     r and s in 20 bytes each           RFC 4253 §6.6
///     else    the octets of the scheme
struct ParsedSignature {
  enum Value {
    case octets([UInt8])
    case numbers(AsymmetricKey.SignatureNumbers)
  }

  let algorithm: SignatureAlgorithm
  let value: Value
  /// An authenticator's byte flags and uint32 counter, which it signs as well; else empty.
  private let attestation: [UInt8]

  init(_ signature: [UInt8]) throws {
    var reader = SSHReader(public: signature)
    guard let algorithm = SignatureAlgorithm(rawValue: try reader.readName()) else {
      throw KeyError(.unsuitableAlgorithm, "unknown signature algorithm")
    }
    self.algorithm = algorithm
    let octets = try reader.readPublicString()
    attestation =
      algorithm.keyAlgorithm.isSecurityKey ? try reader.readBytes(5).publicBytes() : []
    try reader.expectEnd()
    switch algorithm.keyAlgorithm {
    case .ecdsa, .securityKeyECDSA:
      var numbers = SSHReader(public: octets)
      let r = try numbers.readPublicMPInt()
      let s = try numbers.readPublicMPInt()
      try numbers.expectEnd()
      value = .numbers(.init(r: r, s: s))
    case .dsa:
      guard octets.count == 40 else {
        throw KeyError(.unsuitableAlgorithm, "a DSA signature has 40 bytes")
      }
      value = .numbers(.init(r: Array(octets[..<20]), s: Array(octets[20...])))
    default:
      value = .octets(octets)
    }
  }

  /// The bytes that were signed for `data`. An authenticator sees hashes alone, and signs
  ///
  ///     SHA-256 of the application, byte flags, uint32 counter, SHA-256 of the data
  func signed(_ data: [UInt8], by key: PublicKeyComponents) throws(CryptoError) -> [UInt8] {
    switch key {
    case .securityKeyEd25519(_, let application), .securityKeyECDSA(_, let application):
      return try Digest.sha256.hash(application) + attestation + Digest.sha256.hash(data)
    default:
      return data
    }
  }
}
