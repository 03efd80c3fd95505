package import LatchkeyCrypto

/// The curves that ECDSA keys of SSH have (RFC 5656 §10.1).
public enum EllipticCurve: Hashable, Sendable, CaseIterable {
  case p256, p384, p521

  /// SSH's identifier, `nistp256` for example.
  public var identifier: String { "nistp\(bits)" }

  /// How many bits the field has.
  public var bits: Int {
    switch self {
    case .p256: 256
    case .p384: 384
    case .p521: 521
    }
  }

  /// How many bytes a coordinate or a private scalar has.
  public var byteCount: Int { (bits + 7) / 8 }

  /// The curve of that identifier, where SSH has one.
  public init?(identifier: String) {
    guard let curve = Self.allCases.first(where: { $0.identifier == identifier }) else {
      return nil
    }
    self = curve
  }

  package var nistCurve: AsymmetricKey.NISTCurve {
    switch self {
    case .p256: .p256
    case .p384: .p384
    case .p521: .p521
    }
  }

  /// The hash of its signatures (RFC 5656 §6.2.1).
  var digest: Digest {
    switch self {
    case .p256: .sha256
    case .p384: .sha384
    case .p521: .sha512
    }
  }
}
