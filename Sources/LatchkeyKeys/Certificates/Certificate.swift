/// An OpenSSH certificate (PROTOCOL.certkeys): a public key, and what an authority says of whoever
/// holds its private half.
///
/// Its signature has been verified: it is what that authority signed. Whether the authority is one
/// to be trusted, and whether the certificate is valid today, is for the reader to judge.
public struct Certificate: Sendable {
  /// Whom a certificate is for.
  public enum Role: UInt32, Hashable, Sendable {
    /// A user who logs in (`SSH2_CERT_TYPE_USER`).
    case user = 1
    /// A host that is logged in to (`SSH2_CERT_TYPE_HOST`).
    case host = 2
  }

  /// The certificate as SSH sends it, the signature included.
  public let blob: [UInt8]
  /// The key that is certified. The certificate goes by its fingerprint.
  public let publicKey: PublicKey
  /// Number that the authority gave, 0 where it gave none; key revocation lists name it.
  public let serial: UInt64
  /// Whom it is for.
  public let role: Role
  /// Free text by which the authority names the holder, and servers log it.
  public let keyID: String
  /// The users or hosts that it is valid for. None: of users, sshd lets nobody in by it.
  public let principals: [String]
  /// From when to when it is valid.
  public let validity: CertificateValidity
  /// What a server must obey or else refuse: `force-command`, `source-address`, `verify-required`.
  public let criticalOptions: [CertificateOption]
  /// What a server may grant: `permit-pty`, `permit-port-forwarding` …
  public let extensions: [CertificateOption]
  /// The key of the authority, which signed it.
  public let authority: PublicKey
  /// How the authority signed.
  public let signatureAlgorithm: SignatureAlgorithm

  /// SSH's name of the kind of certificate: `ssh-ed25519-cert-v01@openssh.com`.
  public var name: String { publicKey.algorithm.certificateName ?? publicKey.algorithm.name }
}

extension Certificate: Hashable {
  public static func == (first: Certificate, second: Certificate) -> Bool {
    first.blob == second.blob
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(blob) }
}
