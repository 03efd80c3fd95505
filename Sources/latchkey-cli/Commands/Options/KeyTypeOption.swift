import ArgumentParser
import LatchkeyKeys

/// What `--type` names: the kinds of key that are made.
enum KeyTypeOption: String, CaseIterable, ExpressibleByArgument {
  case ed25519, rsa, ecdsa

  /// The kind with the size that `--bits` asks for.
  func kind(bits: Int?) throws -> KeyKind {
    switch self {
    case .ed25519:
      guard bits == nil || bits == 256 else {
        throw ValidationError("--bits \(bits ?? 0): an ed25519 key has 256")
      }
      return .ed25519
    case .rsa:
      let bits = bits ?? 3072
      let range = RSABounds.generated
      guard range.contains(bits) else {
        throw ValidationError(
          "--bits \(bits): an rsa key has \(range.lowerBound) to \(range.upperBound)")
      }
      return .rsa(bits: bits)
    case .ecdsa:
      guard let curve = EllipticCurve.allCases.first(where: { $0.bits == bits ?? 256 }) else {
        throw ValidationError("--bits \(bits ?? 0): an ecdsa key has 256, 384 or 521")
      }
      return .ecdsa(curve)
    }
  }
}
