import LatchkeyKeys

/// Why a key may have been refused: what is known of it, else what it may be.
extension Diagnosis {
  /// Where an RSA key was refused by a server that is too old for the names under which it was
  /// offered (RFC 8332): until then it refuses every RSA key so.
  static func limitation(
    _ key: Evidence.KeyAttempt, _ evidence: Evidence, _ check: AccessCheck
  ) -> Self? {
    guard !key.refusedNames.isEmpty,
      key.refusedNames.allSatisfy({ $0.hasPrefix("rsa-sha2-") }),
      let server = serverBeforeSHA2(evidence)
    else { return nil }
    return Self(
      .inconclusive, .auth, .privateKeyUnusable,
      "\(name(key.identity, check)): RSA keys sign with SHA-2 here, which \(server)",
      remedy:
        "check with a key of another type, or with ssh itself; better, bring the server up to "
        + "date", identity: key.identity)
  }

  /// The first releases that know RSA's signatures with SHA-2.
  private static let firstWithSHA2 = [
    (name: "OpenSSH", prefix: "SSH-2.0-OpenSSH_", release: (7, 2), words: "7.2"),
    (name: "dropbear", prefix: "SSH-2.0-dropbear_", release: (2020, 79), words: "2020.79"),
  ]

  /// What a server that does not know RSA's signatures with SHA-2 is: by its banner, or by its own RSA
  /// host key, with which it signs with SHA-1 alone.
  private static func serverBeforeSHA2(_ evidence: Evidence) -> String? {
    let banner = evidence.banner ?? ""
    for first in firstWithSHA2 where banner.hasPrefix(first.prefix) {
      let release = banner.dropFirst(first.prefix.count).prefix { $0.isNumber || $0 == "." }
      let numbers = release.split(separator: ".").compactMap { Int($0) }
      guard numbers.count >= 2, (numbers[0], numbers[1]) < first.release else { return nil }
      return "\(first.name) \(release) does not know yet (\(first.words) was the first that does)"
    }
    return evidence.signsWithSHA1Alone
      ? "this server seems not to know: its own RSA key it offers with SHA-1 alone" : nil
  }

  /// A refused key as a sentence names it: an RSA key with what it was offered as.
  static func described(_ key: Evidence.KeyAttempt, _ check: AccessCheck) -> String {
    let isRSA =
      check.identities.indices.contains(key.identity)
      && check.identities[key.identity].publicKey.algorithm == .rsa
    let names = isRSA ? key.refusedNames : []
    if key.isRuledOut {
      return name(key.identity, check) + " (by its list of algorithms: it takes no RSA signature)"
    }
    return name(key.identity, check)
      + (names.isEmpty ? "" : " as \(names.joined(separator: " and as "))")
  }

  /// What is wrong with the certificates that were refused, as far as that can be seen from here.
  static func certificateFaults(_ evidence: Evidence, _ check: AccessCheck) -> String {
    evidence.keys.compactMap { attempt -> String? in
      let faults = faults(of: attempt, evidence, check)
      if faults.isEmpty { return nil }
      return "; the certificate of \(name(attempt.identity, check)) "
        + faults.map(\.words).joined(separator: ", and ")
    }.joined()
  }

  private static func faults(
    of attempt: Evidence.KeyAttempt, _ evidence: Evidence, _ check: AccessCheck
  ) -> [CertificateJudgement.Fault] {
    guard check.identities.indices.contains(attempt.identity),
      let certificate = check.identities[attempt.identity].certificate
    else { return [] }
    return CertificateJudgement(certificate, for: check.user, at: evidence.time).faults
  }

  /// What to do about refused keys: of a certificate whose fault is known, that; else what the server
  /// may hold against the last of them.
  static func refusalRemedy(_ evidence: Evidence, _ check: AccessCheck) -> String {
    let keys = evidence.pending == nil ? evidence.keys : evidence.refusedAtLast
    var known: [String] = []
    var unexplained: Int?
    for key in keys {
      let faults = faults(of: key, evidence, check)
      if faults.isEmpty { unexplained = key.identity }
      for fault in faults where !known.contains(fault.remedy) { known.append(fault.remedy) }
    }
    guard unexplained != nil || known.isEmpty else { return known.joined(separator: "; ") }
    let candidates = candidates(unexplained ?? evidence.keys.count, evidence, check)
    return (known + [candidates]).joined(separator: "; of the other keys: ")
  }

  /// By design a server does not say why it refuses a key, so the causes are listed, not guessed.
  private static func candidates(
    _ identity: Int, _ evidence: Evidence, _ check: AccessCheck
  ) -> String {
    let isDropbear = evidence.banner?.hasPrefix("SSH-2.0-dropbear") == true
    var causes = isDropbear ? dropbearCauses(check) : causes(check)
    var advice = "the server does not say why; candidates: "
    guard check.identities.indices.contains(identity) else {
      return advice + causes.joined(separator: "; ")
    }
    let one = check.identities[identity]
    if isDropbear, one.certificate != nil {
      return "dropbear knows no certificates: offer the key itself, listed in the user's "
        + "~/.ssh/authorized_keys"
    }
    if let certificate = one.certificate {
      // What an authorized_keys file says of the key itself does not count for a certificate.
      causes.removeAll { $0.contains("authorized_keys") || $0.contains("StrictModes") }
      causes.removeAll { $0 == revoked }
      causes += CertificateJudgement(certificate, for: check.user, at: 0).candidates
    }
    if one.publicKey.algorithm == .rsa, !isDropbear {
      let size = "RequiredRSASize, as this RSA key has \(one.publicKey.bits) bits"
      if one.publicKey.bits < 2048 {
        causes.insert(size + " only, which many servers refuse", at: 0)
      } else {
        causes.append(size)
      }
    }
    if one.certificate == nil, let beside = one.certificateBeside {
      advice =
        "a certificate of the key lies beside it, which ssh would offer: add --certificate "
        + "\(beside); otherwise " + advice
    }
    return advice + causes.joined(separator: "; ")
  }

  private static let revoked = "RevokedKeys"

  /// OpenSSH's, which are most servers' (sshd_config(5), sshd(8)).
  private static func causes(_ check: AccessCheck) -> [String] {
    ["there is no user \(check.user)"] + (check.user == "root" ? ["PermitRootLogin no"] : []) + [
      "the key is not in the user's authorized_keys",
      "a from= or expiry-time option of its line there", "AllowUsers, DenyUsers or AllowGroups",
      "a locked or expired account, or a shell that is not there",
      "folders or files that others may write (StrictModes)", "a key type that is not accepted",
      revoked,
    ]
  }

  /// dropbear's, which has neither these options nor OpenSSH's names for them (dropbear(8),
  /// svr-auth.c, svr-authpubkey.c).
  private static func dropbearCauses(_ check: AccessCheck) -> [String] {
    ["there is no user \(check.user)"] + (check.user == "root" ? ["-w (no log-in as root)"] : [])
      + [
        "the key is not in the user's ~/.ssh/authorized_keys",
        "a home, ~/.ssh or authorized_keys that is not the user's, or that others may write",
        "a shell that is not in /etc/shells", "-G (members of one group only)",
        "a key type that this dropbear was built without",
      ]
  }
}
