package import LatchkeyCrypto

/// What a private key consists of. Integers are big-endian, without leading zeros.
package enum PrivateKeyComponents: ~Copyable {
  /// RFC 8017 §3.2.
  case rsa(AsymmetricKey.RSANumbers)
  /// The public numbers, and x.
  case dsa(AsymmetricKey.DSANumbers, x: SecretBytes)
  /// The uncompressed point, 04 ‖ x ‖ y, and the scalar.
  case ecdsa(EllipticCurve, point: [UInt8], scalar: SecretBytes)
  /// The public half and the seed of RFC 8032, 32 bytes each.
  case ed25519(publicKey: [UInt8], seed: SecretBytes)
  /// The public half and the seed of RFC 8032, 57 bytes each.
  case ed448(publicKey: [UInt8], seed: SecretBytes)
}
