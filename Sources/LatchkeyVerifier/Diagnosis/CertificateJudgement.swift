import FoundationEssentials
import LatchkeyKeys

/// What can be said of a certificate without asking a server: why no server should let a user in by
/// it, or which servers will not.
struct CertificateJudgement {
  private let certificate: Certificate
  private let user: String
  private let seconds: UInt64

  /// A certificate, offered for a user at a moment.
  ///
  /// - Parameter seconds: since 1970-01-01T00:00:00Z.
  init(_ certificate: Certificate, for user: String, at seconds: UInt64) {
    self.certificate = certificate
    self.user = user
    self.seconds = seconds
  }

  /// Something that is wrong with it, and what mends that.
  struct Fault: Hashable {
    /// The end of a sentence that begins "the certificate".
    let words: String
    let remedy: String
  }

  /// What is wrong with it, by PROTOCOL.certkeys and sshd(8).
  var faults: [Fault] {
    var faults: [Fault] = []
    func add(_ words: String, _ remedy: String) {
      faults.append(Fault(words: words, remedy: remedy))
    }
    if certificate.role == .host {
      add("is a host's, not a user's", "issue a user's certificate (ssh-keygen without -h)")
    }
    let isNeeded = "issue a certificate that is valid now"
    switch certificate.validity.status(at: seconds) {
    case .valid: break
    case .expired: add("expired at \(Self.date(certificate.validity.before))", isNeeded)
    case .notYetValid:
      add("is valid from \(Self.date(certificate.validity.after)) only", isNeeded)
    }
    if certificate.role == .user {
      let isFor = "issue a certificate for \(user) (ssh-keygen -n \(user))"
      if certificate.principals.isEmpty {
        add("names no user, and OpenSSH lets nobody in by such a one", isFor)
      } else if !certificate.principals.contains(user) {
        let names = certificate.principals.map { Quotation.printable($0.utf8) }
        add(
          "is for \(names.joined(separator: ", ")), not for \(user)",
          isFor + ", or let its names in as \(user) (AuthorizedPrincipalsFile)")
      }
    }
    if certificate.signatureAlgorithm == .rsaSHA1 {
      add(
        "is signed with SHA-1, which OpenSSH refuses since 8.2",
        "issue a certificate that is signed with SHA-2 (ssh-keygen -t rsa-sha2-512)")
    }
    return faults
  }

  /// What a server may hold against it that only the server can judge.
  var candidates: [String] {
    let authority = certificate.authority
    var causes = [
      "its authority \(authority.algorithm.name) \(authority.fingerprint.text) is not in "
        + "TrustedUserCAKeys, nor a cert-authority line of authorized_keys",
      "AuthorizedPrincipalsFile or AuthorizedPrincipalsCommand wants other principals",
      "it is in RevokedKeys",
    ]
    for option in certificate.criticalOptions {
      switch option.name {
      case "force-command", "verify-required": break
      case "source-address":
        causes.append("it is valid from \(option.value ?? "nowhere") only (source-address)")
      default: causes.append("its critical option \(option.name), which servers may not know")
      }
    }
    return causes.map { Quotation.printable($0.utf8) }
  }

  private static func date(_ seconds: UInt64) -> String {
    let endOf9999: UInt64 = 253_402_300_799
    return Date(timeIntervalSince1970: Double(min(seconds, endOf9999))).formatted(.iso8601)
  }
}
