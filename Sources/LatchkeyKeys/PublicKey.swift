internal import LatchkeyCrypto

/// The half of a key pair that may be known to anyone: what stands in authorized_keys and in an
/// instance's metadata.
///
/// Always a possible key: the modulus odd and within bounds, the point on its curve.
public struct PublicKey: Sendable {
  /// Which kind of key it is.
  public let algorithm: KeyAlgorithm
  /// The key as SSH sends it (RFC 4253 §6.6), which is what fingerprints are made of.
  public let blob: [UInt8]
  /// The size by which people know it: the RSA or DSA modulus, the curve's field; 256 for Ed25519.
  public let bits: Int
  /// The SHA-256 fingerprint.
  public let fingerprint: Fingerprint

  package let components: PublicKeyComponents
  // Kept where checking the key makes it: verifying needs it.
  private let checked: AsymmetricKey?

  /// Reads the SSH form of a key (RFC 4253 §6.6), wholly: nothing may follow it.
  ///
  /// - Throws: `malformedPublicKey`, `unknownAlgorithm`, `unsupportedSize` or `inconsistentKey`.
  public init(blob: some Collection<UInt8>) throws(KeyError) {
    try self.init(PublicKeyComponents(blob: blob))
  }

  /// A key of these numbers, after checking that they can be one.
  package init(_ components: PublicKeyComponents) throws(KeyError) {
    do {
      self.components = components
      algorithm = components.algorithm
      blob = components.blob
      bits = try Self.bits(of: components)
      checked = components.isAnyEdwardsKey ? nil : try Self.key(of: components)
      fingerprint = .sha256(try Digest.sha256.hash(blob))
    } catch let error as CryptoError {
      throw KeyError(error)
    } catch let error as KeyError {
      throw error
    } catch {
      throw KeyError(.cryptoFailure, "the key could not be checked")
    }
  }

  /// The key inside libcrypto, to verify with.
  func verificationKey() throws(CryptoError) -> AsymmetricKey {
    if let checked { return checked }
    return try Self.key(of: components)
  }

  private static func bits(of components: PublicKeyComponents) throws -> Int {
    switch components {
    case .rsa(let exponent, let modulus):
      let bits = bitCount(modulus)
      guard RSABounds.readable.contains(bits) else {
        throw KeyError(
          .unsupportedSize,
          """
          an RSA key of \(bits) bits, where \(RSABounds.readable.lowerBound) to \
          \(RSABounds.readable.upperBound) are read
          """)
      }
      guard let last = modulus.last, last & 1 == 1 else {
        throw KeyError(.inconsistentKey, "the RSA modulus is even")
      }
      guard let lowest = exponent.last, lowest & 1 == 1, exponent != [1],
        exponent.count <= modulus.count
      else {
        throw KeyError(.inconsistentKey, "the RSA public exponent is not an odd number above 1")
      }
      return bits
    case .dsa(let numbers):
      let bits = bitCount(numbers.p)
      guard DSABounds.readable.contains(bits) else {
        throw KeyError(
          .unsupportedSize,
          """
          a DSA key of \(bits) bits, where \(DSABounds.readable.lowerBound) to \
          \(DSABounds.readable.upperBound) are read
          """)
      }
      guard DSABounds.order.contains(bitCount(numbers.q)) else {
        throw KeyError(
          .unsupportedSize,
          """
          a DSA key whose q has \(bitCount(numbers.q)) bits, where \
          \(DSABounds.order.lowerBound) to \(DSABounds.order.upperBound) are read
          """)
      }
      return bits
    case .ecdsa(let curve, _): return curve.bits
    case .securityKeyECDSA: return 256
    case .ed25519, .securityKeyEd25519: return 256
    case .ed448: return 456
    }
  }

  private static func bitCount(_ magnitude: [UInt8]) -> Int {
    guard let first = magnitude.first else { return 0 }
    return magnitude.count * 8 - first.leadingZeroBitCount
  }

  private static func key(of components: PublicKeyComponents) throws(CryptoError) -> AsymmetricKey {
    switch components {
    case .rsa(let exponent, let modulus):
      try AsymmetricKey.rsa(modulus: modulus, publicExponent: exponent)
    case .dsa(let numbers): try AsymmetricKey.dsa(numbers)
    case .ecdsa(let curve, let point): try AsymmetricKey.ec(curve.nistCurve, point: point)
    case .securityKeyECDSA(let point, _): try AsymmetricKey.ec(.p256, point: point)
    case .ed25519(let key), .securityKeyEd25519(let key, _):
      try AsymmetricKey(.ed25519, publicKey: key)
    case .ed448(let key): try AsymmetricKey(.ed448, publicKey: key)
    }
  }
}

extension PublicKey: Hashable {
  public static func == (first: PublicKey, second: PublicKey) -> Bool { first.blob == second.blob }

  public func hash(into hasher: inout Hasher) { hasher.combine(blob) }
}
