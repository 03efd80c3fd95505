internal import LatchkeyCrypto

extension PrivateKey {
  /// Signs `data`.
  ///
  /// - Returns: the SSH form of the signature: string algorithm, then as a string, for RSA the
  ///   signature padded to the modulus (RFC 8332 §3), for ECDSA mpint r and mpint s (RFC 5656
  ///   §3.1.2), for DSA r and s in 20 bytes each (RFC 4253 §6.6), for Ed25519 and Ed448 the octets
  ///   (RFC 8709 §6).
  /// - Throws: `unsuitableAlgorithm` where the key makes no such signatures.
  public func signature(
    over data: [UInt8], algorithm: SignatureAlgorithm
  ) throws(KeyError) -> [UInt8] {
    guard algorithm.keyAlgorithm == publicKey.algorithm else {
      throw KeyError(
        .unsuitableAlgorithm,
        "a key of \(publicKey.algorithm) cannot make signatures of \(algorithm.rawValue)")
    }
    if case .dsa(let numbers) = publicKey.components, numbers.q.count > Self.dsaOctets {
      throw KeyError(
        .unsuitableAlgorithm,
        """
        a DSA key whose q has \(numbers.q.count) bytes makes signatures that SSH has no room for: \
        RFC 4253 gives each of the two numbers \(Self.dsaOctets)
        """)
    }
    var writer = SSHWriter(capacity: 640)
    writer.append(string: algorithm.rawValue)
    do throws(CryptoError) {
      writer.append(string: try octets(over: data, algorithm: algorithm))
    } catch {
      throw KeyError(error)
    }
    return writer.finishPublic()
  }

  /// Bytes of each number of a DSA signature (RFC 4253 §6.6).
  private static let dsaOctets = 20

  private func octets(
    over data: [UInt8], algorithm: SignatureAlgorithm
  ) throws(CryptoError) -> [UInt8] {
    guard let digest = algorithm.digest else { return try key.sign(data, digest: nil) }
    switch algorithm.keyAlgorithm {
    case .ecdsa:
      let numbers = try key.signNumbers(over: data, digest: digest)
      var writer = SSHWriter()
      writer.append(mpint: numbers.r)
      writer.append(mpint: numbers.s)
      return writer.finishPublic()
    case .dsa:
      let numbers = try key.signNumbers(over: data, digest: digest)
      return [numbers.r, numbers.s].flatMap { number in
        [UInt8](repeating: 0, count: Self.dsaOctets - number.count) + number
      }
    default:
      return try key.sign(data, digest: digest)
    }
  }
}
