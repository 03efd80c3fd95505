internal import LatchkeyCrypto
internal import LatchkeyKeys

extension PrivateKeyComponents {
  /// An RSA key from a format of SSH's, which leaves out what can be computed.
  static func rsa(
    modulus: [UInt8], publicExponent: [UInt8], privateExponent: consuming SecretBytes,
    prime1: consuming SecretBytes, prime2: consuming SecretBytes,
    coefficient: consuming SecretBytes
  ) throws(WireError) -> PrivateKeyComponents {
    do {
      return .rsa(
        try AsymmetricKey.RSANumbers(
          modulus: modulus, publicExponent: publicExponent, privateExponent: privateExponent,
          prime1: prime1, prime2: prime2, coefficient: coefficient))
    } catch {
      throw WireError(error.reason)
    }
  }
}
