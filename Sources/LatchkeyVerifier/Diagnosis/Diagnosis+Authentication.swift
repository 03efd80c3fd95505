import Glibc
import LatchkeyKeys

/// Authentication: does the server take the key?
extension Diagnosis {
  static func ofAuthentication(_ evidence: Evidence, _ check: AccessCheck) -> Self {
    if let key = evidence.keys.last, let allowed = allowed(key, evidence, check) { return allowed }
    let place = place(evidence, check)
    // The key that was being offered when the conversation broke off.
    let current = evidence.pending?.identity ?? evidence.keys.count
    if let last = evidence.disconnection {
      if evidence.isCutForAttempts { return cut(last, evidence, check) }
      return Self(
        .inconclusive, .auth, .disconnected,
        "\(place) ended the connection while "
          + "\(name(current, check)) was offered: \(quoted(last))",
        remedy: "look at the server's log", identity: current)
    }
    switch evidence.ending {
    case .finished: break
    case .deadline:
      return Self(
        .inconclusive, .auth, .timeout,
        "\(place) gave no answer to \(name(current, check)) in "
          + "time",
        remedy: "try again with a longer --timeout; a server that looks users up in a directory "
          + "can be slow", identity: current)
    default:
      let isReset = [.system(ECONNRESET), .system(EPIPE)].contains(evidence.ending)
      let how =
        isReset
        ? "it reset the connection"
        : evidence.isClosedByPeer ? "it closed the connection" : failure(evidence.ending)
      let isEnded = isReset || evidence.isClosedByPeer
      if isEnded, evidence.isKeySigned {
        return Self(
          .inconclusive, .auth, .closed,
          "\(place) would accept \(name(current, check)) for \(check.user), was sent the log-in, and "
            + "gave no verdict: \(how)",
          remedy: "look at the server's log; candidates: an expired account or another PAM account "
            + "rule, a shell or home that is not there, a failing connection", identity: current)
      }
      return Self(
        .inconclusive, .auth, isEnded ? .closed : .failed,
        "\(place) gave no verdict on \(name(current, check)): \(how)",
        remedy: "look at the server's log", identity: current)
    }
    return refused(evidence, check)
  }

  /// The server has refused as many keys as it does on one connection.
  private static func cut(
    _ last: Disconnection, _ evidence: Evidence, _ check: AccessCheck
  ) -> Self {
    let current = evidence.pending?.identity ?? evidence.keys.count
    let keys = evidence.refusedAtLast
    let answered = keys.count + (evidence.pending == nil ? 1 : 0)
    let untried = max(0, check.identities.count - answered)
    let names = keys.filter(\.isSecondUntried).count
    var left: [String] = []
    if untried > 0 { left.append("; \(untried) more keys were not tried") }
    if names > 0 { left.append("; \(names) RSA keys were not offered as rsa-sha2-512") }
    let refused = evidence.pending.map { described($0, check) } ?? name(current, check)
    return Self(
      left.isEmpty ? .denied : .inconclusive, .auth, .tooManyAttempts,
      "\(place(evidence, check)) refused \(refused) for \(check.user) and ended the connection: "
        + quoted(last) + left.joined(),
      remedy: left.isEmpty
        ? refusalRemedy(check, current)
        : "offer fewer keys in one check; the server's MaxAuthTries counts them",
      identity: min(current, check.identities.count - 1))
  }

  private static func allowed(
    _ key: Evidence.KeyAttempt, _ evidence: Evidence, _ check: AccessCheck
  ) -> Self? {
    let name = name(key.identity, check)
    switch key.answer {
    case .accepted:
      return Self(
        .allowed, .auth, .authenticated,
        "\(name) gets in as \(check.user)"
          + (evidence.forcedCommand.map { "; it is tied to a command there (\($0))" } ?? ""),
        identity: key.identity)
    case .acceptedUnproven:
      return Self(
        .allowed, .auth, .noProofRequired,
        "the server let \(check.user) in without any proof: "
          + (evidence.needsNoKey
            ? "whoever asks gets in, with no key at all" : "whatever key is offered gets in"),
        remedy: "give \(check.user) a password or lock the account, and set PermitEmptyPasswords no "
          + "on the server; to take a key away changes nothing", identity: key.identity)
    case .listed:
      if evidence.acceptsEveryKey {
        return Self(
          .inconclusive, .auth, .privateKeyUnusable,
          "tinyssh says of every key that it would accept it, and so of \(name) for "
            + "\(check.user); only the public key was at hand",
          remedy: "give the private key", identity: key.identity)
      }
      return Self(
        .allowed, .auth, .keyListed,
        "the server would accept \(name) for \(check.user); only the "
          + "public key was at hand, so nobody was logged in", identity: key.identity)
    case .refused, .refusedAfterListing, .partial, .unusable: return nil
    }
  }

  /// Every key was tried, and none got in.
  private static func refused(_ evidence: Evidence, _ check: AccessCheck) -> Self {
    if let key = evidence.keys.first(where: { $0.answer == .partial }) {
      let wanted = evidence.keys.last { $0.methods != nil }?.methods ?? []
      return Self(
        .partial, .auth, .moreFactorsRequired,
        "\(name(key.identity, check)) is accepted for "
          + "\(check.user), and the server wants more: \(wanted.joined(separator: ", "))",
        remedy: wanted.contains("publickey")
          ? "give a second key with another -i, or log in with the further factor"
          : "log in with the further factor; latchkey offers keys only",
        identity: key.identity)
    }
    if !evidence.acceptsEveryKey,
      let key = evidence.keys.first(where: { $0.answer == .refusedAfterListing })
    {
      return Self(
        .denied, .auth, .keyAcceptedLoginRefused,
        "the server accepts \(name(key.identity, check)) "
          + "for \(check.user), and then refused the log-in",
        remedy: "look at the server's log; candidates: "
          + (check.user == "root" ? "PermitRootLogin, " : "")
          + "a locked or expired account, a PAM rule, the number of log-ins allowed",
        identity: key.identity)
    }
    for key in evidence.keys {
      guard case .unusable(let why) = key.answer else { continue }
      return Self(
        .inconclusive, .auth, .privateKeyUnusable, "\(name(key.identity, check)): \(why)",
        remedy: "check with another key, or with ssh itself", identity: key.identity)
    }
    guard let last = evidence.keys.last else {
      return Self(
        .inconclusive, .auth, .privateKeyUnusable, "no key was given to check with",
        remedy: "give a key")
    }
    let offered = last.methods.map { "; it would take \($0.joined(separator: ", "))" } ?? ""
    if let methods = last.methods, !methods.contains("publickey") {
      return Self(
        .denied, .auth, .publickeyNotOffered,
        "the server takes no public keys for "
          + "\(check.user)\(offered)",
        remedy: "set PubkeyAuthentication yes on the server, or AuthenticationMethods to include "
          + "publickey", identity: last.identity)
    }
    if let limit = limitation(evidence, check) { return limit }
    let names = evidence.keys.map { described($0, check) }.joined(separator: ", ")
    return Self(
      .denied, .auth, .keyRefused,
      "the server refused \(names) for \(check.user)\(offered)"
        + certificateFaults(evidence, check),
      remedy: refusalRemedy(check, last.identity), identity: last.identity)
  }

  /// Where an RSA key was refused by a server that is too old for the names under which it was
  /// offered: OpenSSH has them since 7.2, and until then every one of its RSA keys is refused so.
  static func limitation(_ evidence: Evidence, _ check: AccessCheck) -> Self? {
    let prefix = "SSH-2.0-OpenSSH_"
    guard let banner = evidence.banner, banner.hasPrefix(prefix) else { return nil }
    let release = banner.dropFirst(prefix.count).prefix { $0.isNumber || $0 == "." }
    let numbers = release.split(separator: ".").compactMap { Int($0) }
    guard numbers.count >= 2, (numbers[0], numbers[1]) < (7, 2),
      let key = evidence.keys.first(where: {
        !$0.refusedNames.isEmpty && $0.refusedNames.allSatisfy { $0.hasPrefix("rsa-sha2-") }
      })
    else { return nil }
    return Self(
      .inconclusive, .auth, .privateKeyUnusable,
      "\(name(key.identity, check)): RSA keys sign with SHA-2 here, which OpenSSH \(release) does "
        + "not know yet (7.2 was the first that does)",
      remedy:
        "check with a key of another type, or with ssh itself; better, bring the server up to "
        + "date", identity: key.identity)
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
  private static func certificateFaults(_ evidence: Evidence, _ check: AccessCheck) -> String {
    evidence.keys.compactMap { attempt -> String? in
      guard check.identities.indices.contains(attempt.identity),
        let certificate = check.identities[attempt.identity].certificate
      else { return nil }
      let judgement = CertificateJudgement(certificate, for: check.user, at: evidence.time)
      let faults = judgement.faults
      if faults.isEmpty { return nil }
      return "; the certificate of \(name(attempt.identity, check)) "
        + faults.joined(separator: ", and ")
    }.joined()
  }

  /// By design a server does not say why it refuses a key, so the causes are listed, not guessed.
  private static func refusalRemedy(_ check: AccessCheck, _ identity: Int) -> String {
    var causes = [
      "there is no user \(check.user)", "the key is not in the user's authorized_keys",
      "its from= or expiry-time option", "AllowUsers, DenyUsers or AllowGroups",
      "a locked account, or a shell that is not there",
      "folders or files that others may write (StrictModes)", "a key type that is not accepted",
    ]
    if check.user == "root" { causes.insert("PermitRootLogin no", at: 1) }
    if check.identities.indices.contains(identity),
      let certificate = check.identities[identity].certificate
    {
      // What an authorized_keys file says of the key itself does not count for a certificate.
      causes.removeAll { $0.contains("authorized_keys") || $0.contains("StrictModes") }
      causes += CertificateJudgement(certificate, for: check.user, at: 0).candidates
    }
    var advice = "the server does not say why; candidates: "
    if check.identities.indices.contains(identity) {
      let one = check.identities[identity]
      if one.publicKey.algorithm == .rsa {
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
    }
    return advice + causes.joined(separator: "; ")
  }

  /// A key as a sentence names it.
  static func name(_ identity: Int, _ check: AccessCheck) -> String {
    guard check.identities.indices.contains(identity) else { return "the key" }
    let one = check.identities[identity]
    let key = "\(one.offeredName) \(one.publicKey.fingerprint.text)"
    if case .agent(let held) = one.material { return "the agent's \(held.comment) (\(key))" }
    return one.path.map { "\($0) (\(key))" } ?? "the key \(key)"
  }
}
