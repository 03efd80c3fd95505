/// The keys that latchkey makes.
public enum KeyKind: Hashable, Sendable {
  /// Ed25519: short, fast, taken by everything that is not ancient.
  case ed25519
  /// RSA with a modulus of so many bits, 2048 to 8192.
  case rsa(bits: Int)
  /// ECDSA.
  case ecdsa(EllipticCurve)
}
