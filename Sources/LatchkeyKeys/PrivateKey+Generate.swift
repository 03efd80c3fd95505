internal import LatchkeyCrypto

extension PrivateKey {
  /// Makes a new key pair.
  ///
  /// - Throws: `unsupportedSize` for an RSA size outside 2048…8192 or one that is no multiple of 8.
  public static func generate(
    _ kind: KeyKind, comment: KeyComment = ""
  ) throws(KeyError) -> PrivateKey {
    if case .rsa(let bits) = kind, !RSABounds.generated.contains(bits) || bits % 8 != 0 {
      throw KeyError(
        .unsupportedSize,
        """
        RSA keys of \(bits) bits are not made; choose a multiple of 8 from \
        \(RSABounds.generated.lowerBound) to \(RSABounds.generated.upperBound)
        """)
    }
    let key: AsymmetricKey
    let components: PublicKeyComponents
    do throws(CryptoError) {
      (key, components) = try make(kind)
    } catch {
      throw KeyError(error)
    }
    return PrivateKey(key, publicKey: try PublicKey(components), comment: comment)
  }

  private static func make(
    _ kind: KeyKind
  ) throws(CryptoError) -> (AsymmetricKey, PublicKeyComponents) {
    switch kind {
    case .ed25519:
      let key = try AsymmetricKey.generate(.ed25519)
      return (key, .ed25519(try key.rawPublicKey()))
    case .ecdsa(let curve):
      let key = try AsymmetricKey.generate(curve.nistCurve)
      return (key, .ecdsa(curve, point: try key.ecPoint()))
    case .rsa(let bits):
      let key = try AsymmetricKey.generateRSA(bits: bits)
      let numbers = try key.rsaPublicNumbers()
      return (key, .rsa(exponent: numbers.exponent, modulus: numbers.modulus))
    }
  }
}
