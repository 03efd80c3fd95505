internal import LatchkeyCrypto

/// The signatures that SSH's keys make, under their names on the wire.
///
/// For RSA the name of the key, `ssh-rsa`, does not say which: RFC 8332 added two.
public enum SignatureAlgorithm: String, Hashable, Sendable, CaseIterable {
  /// RSA with SHA-1 (RFC 4253 §6.6); refused by OpenSSH since 8.8.
  case rsaSHA1 = "ssh-rsa"
  /// RSA with SHA-256 (RFC 8332).
  case rsaSHA256 = "rsa-sha2-256"
  /// RSA with SHA-512 (RFC 8332).
  case rsaSHA512 = "rsa-sha2-512"
  /// DSA with SHA-1 (RFC 4253 §6.6).
  case dsa = "ssh-dss"
  /// ECDSA (RFC 5656).
  case ecdsaP256 = "ecdsa-sha2-nistp256"
  /// ECDSA (RFC 5656).
  case ecdsaP384 = "ecdsa-sha2-nistp384"
  /// ECDSA (RFC 5656).
  case ecdsaP521 = "ecdsa-sha2-nistp521"
  /// Ed25519 (RFC 8709).
  case ed25519 = "ssh-ed25519"
  /// Ed448 (RFC 8709).
  case ed448 = "ssh-ed448"
  /// Ed25519 by a FIDO authenticator (OpenSSH's PROTOCOL.u2f): only verified here.
  case securityKeyEd25519 = "sk-ssh-ed25519@openssh.com"
  /// ECDSA by a FIDO authenticator (OpenSSH's PROTOCOL.u2f): only verified here.
  case securityKeyECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"

  /// The kind of key that makes such signatures.
  public var keyAlgorithm: KeyAlgorithm {
    switch self {
    case .rsaSHA1, .rsaSHA256, .rsaSHA512: .rsa
    case .dsa: .dsa
    case .ecdsaP256: .ecdsa(.p256)
    case .ecdsaP384: .ecdsa(.p384)
    case .ecdsaP521: .ecdsa(.p521)
    case .ed25519: .ed25519
    case .ed448: .ed448
    case .securityKeyEd25519: .securityKeyEd25519
    case .securityKeyECDSA: .securityKeyECDSA
    }
  }

  /// The hash that is signed; nil where the algorithm hashes by itself.
  var digest: Digest? {
    switch self {
    case .rsaSHA1, .dsa: .sha1
    case .rsaSHA256, .ecdsaP256, .securityKeyECDSA: .sha256
    case .ecdsaP384: .sha384
    case .rsaSHA512, .ecdsaP521: .sha512
    case .ed25519, .ed448, .securityKeyEd25519: nil
    }
  }
}

extension KeyAlgorithm {
  /// The signatures that such a key can make here, the best first. None for keys in a FIDO
  /// authenticator: their private half is not in the file.
  public var signatureAlgorithms: [SignatureAlgorithm] {
    switch self {
    case .rsa: [.rsaSHA512, .rsaSHA256, .rsaSHA1]
    case .securityKeyEd25519, .securityKeyECDSA: []
    default: SignatureAlgorithm.allCases.filter { $0.keyAlgorithm == self }
    }
  }
}
