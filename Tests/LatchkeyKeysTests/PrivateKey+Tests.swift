import LatchkeyCrypto
import LatchkeyKeys

extension PrivateKey {
  /// A key of numbers that need not belong together.
  static func rsaForTests(
    modulus: [UInt8], exponent: [UInt8], privateExponent: [UInt8], prime1: [UInt8],
    prime2: [UInt8], coefficient: [UInt8]
  ) throws -> PrivateKey {
    try PrivateKey(
      .rsa(
        try AsymmetricKey.RSANumbers(
          modulus: modulus, publicExponent: exponent,
          privateExponent: SecretBytes(copying: privateExponent),
          prime1: SecretBytes(copying: prime1), prime2: SecretBytes(copying: prime2),
          coefficient: SecretBytes(copying: coefficient))))
  }
}
