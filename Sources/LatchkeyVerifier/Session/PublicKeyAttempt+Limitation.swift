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
      if upgrade != nil || library.choosesRSAAlgorithm { return nil }
      return "\(library.name) is not known to sign RSA with SHA-2" + Self.supported
    case .securityKeyEd25519, .securityKeyECDSA:
      guard case .agent = identity.material else {
        return "only an agent can sign with a key of type \(identity.publicKey.algorithm.name)"
      }
      return library.canNameSignatures
        ? nil
        : "\(library.name) is not known to send the signatures of security keys" + Self.supported
    case .ecdsa: return nil
    case .ed25519, .ed448, .dsa:
      if identity.certificate == nil || library.canNameSignatures { return nil }
      return
        "\(library.name) is not known to send the signatures of such certificates under their name"
        + Self.supported
    }
  }

  private static let supported = "; 1.10.0, 1.11.0 and 1.11.1 are supported"
}
