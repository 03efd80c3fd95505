internal import LatchkeyCrypto

extension PublicKey {
  /// Whether `signature` is this key's signature of `data`.
  ///
  /// - Parameter signature: the SSH form, as ``PrivateKey/signature(over:algorithm:)`` makes it.
  public func verify(_ signature: [UInt8], of data: [UInt8]) -> Bool {
    guard let parsed = try? Self.parse(signature), parsed.algorithm.keyAlgorithm == algorithm
    else { return false }
    switch parsed.value {
    case .octets(let octets):
      return key.verifies(octets, of: data, digest: parsed.algorithm.digest)
    case .numbers(let numbers):
      guard let digest = parsed.algorithm.digest else { return false }
      return key.verifies(numbers, of: data, digest: digest)
    }
  }

  private enum Value {
    case octets([UInt8])
    case numbers(AsymmetricKey.SignatureNumbers)
  }

  // string algorithm, string signature; the latter holds for ecdsa mpint r, mpint s (RFC 5656
  // §3.1.2), for dsa r and s in 20 bytes each (RFC 4253 §6.6), else the octets of the scheme.
  private static func parse(
    _ signature: [UInt8]
  ) throws -> (algorithm: SignatureAlgorithm, value: Value) {
    var reader = SSHReader(public: signature)
    guard let algorithm = SignatureAlgorithm(rawValue: try reader.readName()) else {
      throw KeyError(.unsuitableAlgorithm, "unknown signature algorithm")
    }
    let octets = try reader.readPublicString()
    try reader.expectEnd()
    switch algorithm.keyAlgorithm {
    case .ecdsa:
      var numbers = SSHReader(public: octets)
      let r = try numbers.readPublicMPInt()
      let s = try numbers.readPublicMPInt()
      try numbers.expectEnd()
      return (algorithm, .numbers(.init(r: r, s: s)))
    case .dsa:
      guard octets.count == 40 else {
        throw KeyError(.unsuitableAlgorithm, "a DSA signature has 40 bytes")
      }
      return (algorithm, .numbers(.init(r: Array(octets[..<20]), s: Array(octets[20...]))))
    default:
      return (algorithm, .octets(octets))
    }
  }
}
