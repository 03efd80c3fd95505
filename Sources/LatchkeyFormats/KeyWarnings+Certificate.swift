internal import LatchkeyKeys

extension KeyWarnings {
  /// What keeps a lawful certificate from being taken, or should.
  static func of(_ certificate: Certificate, at seconds: UInt64) -> [String] {
    var warnings: [String] = []
    switch certificate.validity.status(at: seconds) {
    case .notYetValid: warnings.append("the certificate is not yet valid")
    case .expired: warnings.append("the certificate has expired")
    case .valid: break
    }
    if certificate.validity.before <= certificate.validity.after {
      warnings.append("the certificate ends before it begins, and is never valid")
    }
    if certificate.principals.isEmpty {
      warnings.append(
        certificate.role == .user
          ? "the certificate names no principal: sshd lets nobody in by it"
          : "the certificate names no host: clients may take it for any")
    }
    if certificate.signatureAlgorithm == .rsaSHA1 {
      warnings.append(
        "the certificate is signed with SHA-1 (ssh-rsa), which OpenSSH refuses since 8.8: have it signed with rsa-sha2-512"
      )
    }
    for option in certificate.criticalOptions where !option.isKnownAsCritical {
      warnings.append(
        "an unknown critical option, \(Shown.name(option.name)): OpenSSH refuses the certificate")
    }
    return warnings + of(certificate.authority).map { "the certificate's authority: \($0)" }
  }
}
