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
      let how = loss(evidence)
      let isEnded = isEndedByServer(evidence)
      if isEnded, evidence.isKeySigned, let words = evidence.wordsAfterSigning {
        return Self(
          .denied, .auth, .keyAcceptedLoginRefused,
          "\(place) would accept \(name(current, check)) for \(check.user), was sent the log-in, "
            + "said \"\(words)\", and \(how.trimmingPrefix("it "))",
          remedy: "see to what the server says: as a rule its PAM has a rule that turns "
            + "\(check.user) away (an expired account, pam_nologin, pam_access)",
          identity: current)
      }
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
    if left.isEmpty {
      // Every key has its answer. What is no refusal of a key weighs here as it does without the cut.
      var whole = evidence
      whole.keys = keys
      whole.pending = nil
      let diagnosis = refused(whole, check)
      if diagnosis.verdict != .denied { return diagnosis }
    }
    let refused = evidence.pending.map { described($0, check) } ?? name(current, check)
    return Self(
      left.isEmpty ? .denied : .inconclusive, .auth, .tooManyAttempts,
      "\(place(evidence, check)) refused \(refused) for \(check.user) and ended the connection: "
        + quoted(last) + left.joined(),
      remedy: left.isEmpty
        ? refusalRemedy(evidence, check)
        : (hasAgent(check)
          ? "name the agent's key to offer, as --agent -i KEY.pub does; the server's MaxAuthTries "
            + "counts each"
          : "offer fewer keys in one check; the server's MaxAuthTries counts them"),
      identity: min(current, check.identities.count - 1))
  }

  private static func hasAgent(_ check: AccessCheck) -> Bool {
    check.identities.contains { if case .agent = $0.material { true } else { false } }
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
          + (evidence.forcedCommand.map {
            "; it is tied to a command there (\($0)), whose words --exec true shows: it may do no more "
              + "than turn the user away"
          } ?? ""),
        identity: key.identity)
    case .acceptedUnproven:
      return Self(
        .allowed, .auth, .noProofRequired,
        "the server let \(check.user) in without any proof: "
          + (evidence.needsNoKey
            ? "whoever asks gets in, with no key at all" : "whatever key is offered gets in"),
        identity: key.identity)
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
          + "public key was at hand, so nobody was logged in: whether the log-in is turned away after "
          + "that (\(check.user == "root" ? "PermitRootLogin, " : "")a further factor, an account "
          + "rule) is not seen", identity: key.identity)
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
          + "\(check.user), and the server wants more: "
          + (wanted.isEmpty ? "it does not say what" : wanted.joined(separator: ", ")),
        remedy: wanted.contains("publickey")
          ? "give a second key with another -i, or log in with the further factor"
          : "log in with the further factor; latchkey offers keys only",
        identity: key.identity)
    }
    if !evidence.acceptsEveryKey,
      let key = evidence.keys.first(where: { $0.answer == .refusedAfterListing })
    {
      if let limit = limitation(key, evidence, check) { return limit }
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
    let offered =
      last.methods.map {
        $0.isEmpty
          ? "; it names no method that it would take"
          : "; it would take \($0.joined(separator: ", "))"
      } ?? ""
    if let methods = last.methods, !methods.contains("publickey") {
      return Self(
        .denied, .auth, .publickeyNotOffered,
        "the server takes no public keys for \(check.user), or none before another method\(offered)",
        remedy:
          "set PubkeyAuthentication yes on the server, and AuthenticationMethods to begin with "
          + "publickey: where another method has to come first, latchkey cannot give it",
        identity: last.identity)
    }
    for key in evidence.keys {
      if let limit = limitation(key, evidence, check) { return limit }
    }
    let names = evidence.keys.map { described($0, check) }.joined(separator: ", ")
    return Self(
      .denied, .auth, .keyRefused,
      "the server refused \(names) for \(check.user)\(offered)"
        + certificateFaults(evidence, check),
      remedy: refusalRemedy(evidence, check), identity: last.identity)
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
