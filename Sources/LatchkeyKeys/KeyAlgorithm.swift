/// The kinds of SSH keys, under the names of the registry that RFC 4250 §4.11.3 began.
public enum KeyAlgorithm: Hashable, Sendable {
  /// RFC 4253 §6.6.
  case rsa
  /// RFC 4253 §6.6; refused by OpenSSH since 7.0, absent from 10.0.
  case dsa
  /// RFC 5656.
  case ecdsa(EllipticCurve)
  /// RFC 8709.
  case ed25519
  /// RFC 8709.
  case ed448
  /// Ed25519 in a FIDO authenticator (OpenSSH's PROTOCOL.u2f).
  case securityKeyEd25519
  /// ECDSA P-256 in a FIDO authenticator (OpenSSH's PROTOCOL.u2f).
  case securityKeyECDSA

  /// Every kind.
  public static let all: [KeyAlgorithm] =
    [.rsa, .dsa] + EllipticCurve.allCases.map { .ecdsa($0) }
    + [.ed25519, .ed448, .securityKeyEd25519, .securityKeyECDSA]

  /// SSH's name, `ssh-ed25519` for example.
  public var name: String {
    switch self {
    case .rsa: "ssh-rsa"
    case .dsa: "ssh-dss"
    case .ecdsa(let curve): "ecdsa-sha2-\(curve.identifier)"
    case .ed25519: "ssh-ed25519"
    case .ed448: "ssh-ed448"
    case .securityKeyEd25519: "sk-ssh-ed25519@openssh.com"
    case .securityKeyECDSA: "sk-ecdsa-sha2-nistp256@openssh.com"
    }
  }

  /// Whether the private key is in a FIDO authenticator, and a file holds no more than its handle.
  public var isSecurityKey: Bool {
    switch self {
    case .securityKeyEd25519, .securityKeyECDSA: true
    case .rsa, .dsa, .ecdsa, .ed25519, .ed448: false
    }
  }

  /// The kind of that name, where latchkey knows it.
  public init?(name: String) {
    guard let algorithm = Self.all.first(where: { $0.name == name }) else { return nil }
    self = algorithm
  }
}

extension KeyAlgorithm: CustomStringConvertible {
  public var description: String { name }
}
