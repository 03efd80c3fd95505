import LatchkeyKeys

extension PublicKeyAttempt {
  /// Why this key cannot be offered, or its signature not be sent, with this release of libssh2;
  /// `nil` where it can.
  var limitation: String? {
    if let certificate = identity.certificate, certificate.publicKey != identity.publicKey {
      return "its certificate is for another key, \(certificate.publicKey.fingerprint.text)"
    }
    // A question without a signature depends on the blob alone.
    if case .publicKey = identity.material, identity.publicKey.algorithm != .rsa { return nil }
    switch identity.publicKey.algorithm {
    case .rsa:
      if upgrade != nil || SSHLibrary.choosesRSAAlgorithm { return nil }
      return "\(SSHLibrary.name) signs RSA with SHA-1 only" + Self.supported
    case .securityKeyEd25519, .securityKeyECDSA:
      guard case .agent = identity.material else {
        return "only an agent can sign with a key of type \(identity.publicKey.algorithm.name)"
      }
      return SSHLibrary.canNameSignatures
        ? nil : "\(SSHLibrary.name) cannot send the signatures of security keys" + Self.supported
    case .ecdsa: return nil
    case .ed25519, .ed448, .dsa:
      if identity.certificate == nil || SSHLibrary.canNameSignatures { return nil }
      return "\(SSHLibrary.name) sends the signatures of such certificates under a wrong name"
        + Self.supported
    }
  }

  private static let supported = "; 1.10.0 and 1.11 or later are supported"
}
