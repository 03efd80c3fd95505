extension KeyAlgorithm {
  /// What OpenSSH calls certificates of such keys: `ssh-ed25519-cert-v01@openssh.com`
  /// (PROTOCOL.certkeys, PROTOCOL.u2f); nil for Ed448, which it does not certify.
  public var certificateName: String? {
    switch self {
    case .ed448: nil
    case .securityKeyEd25519: "sk-ssh-ed25519-cert-v01@openssh.com"
    case .securityKeyECDSA: "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com"
    default: "\(name)-cert-v01@openssh.com"
    }
  }

  /// The kind of key that a certificate of that name certifies.
  package init?(certificateName: String) {
    guard let algorithm = Self.all.first(where: { $0.certificateName == certificateName }) else {
      return nil
    }
    self = algorithm
  }
}
