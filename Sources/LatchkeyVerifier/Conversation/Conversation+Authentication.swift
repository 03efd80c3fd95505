import LatchkeyKeys

/// The keys, offered one after the other on the one connection.
extension Conversation {
  func authenticate(_ index: Int) -> Bool {
    guard let session else { return true }
    let place = index < offers.count ? offers[index].identity : check.identities.count
    if isBundle, turns.count == place {
      // Each has the time that it would have alone.
      if place > 0 { enter(.auth, for: check.deadlines.authentication) }
      turns.append(.init(step: timeline.entries.count, time: Moment.now))
    }
    guard index < offers.count else { return settleKeys() }
    let offer = offers[index]
    let isFresh = attempt == nil
    let attempt =
      self.attempt
      ?? PublicKeyAttempt(
        identity: check.identities[offer.identity], user: check.user, rsa: offer.rsa)
    self.attempt = attempt
    if isFresh {
      timeline.note(
        .client,
        "offers \(Diagnosis.name(offer.identity, check)) for \(check.user)"
          + (attempt.upgrade.map { " as \($0.name)" } ?? ""))
    }
    if let limitation = attempt.limitation {
      timeline.note(.here, limitation)
      note(record(.unusable(limitation), of: offer, methods: nil))
      return next(after: index)
    }
    if attempt.isRuledOut(by: session.context.memory.serverAlgorithms) {
      timeline.note(.here, "does not: the server says that it takes no signature of that kind")
      var key = record(.refused, of: offer, methods: nil)
      key.isRuledOut = true
      note(key)
      return next(after: index)
    }
    let refusals = session.context.memory.failures.count
    let step = session.authenticate(attempt)
    if step == .wouldBlock { return wait(session) }
    let refusal = session.context.memory.failures.dropFirst(refusals).last
    if attempt.isListed, !isListingNoted {
      timeline.note(.server, "would accept that key")
      isListingNoted = true
    }
    if let answer = answer(step, attempt, session, refusal) {
      note(answer, attempt, methods: refusal?.methods)
      let key = record(answer, of: offer, methods: refusal?.methods)
      note(key)
      switch answer {
      case .accepted, .acceptedUnproven: return accepted()
      case .listed:
        finish(.finished)
        return false
      case .partial where isBundle:
        // The next key would count as the second factor.
        finish(.finished)
        return false
      case .partial, .refused, .refusedAfterListing, .unusable:
        // Another key is no use to a server that does not, or no longer, take keys.
        if let methods = refusal?.methods, !methods.contains("publickey") { return settleKeys() }
        if key.isSecondUntried {
          // A bundle's keys have their answers in turn. Else every key goes once before one goes
          // twice: few servers take the second name alone, and every server counts.
          offers.insert(offer.second, at: isBundle ? index + 1 : offers.count)
        }
        return next(after: index)
      }
    }
    if case .failed(let failure) = step { finish(.failed(failure)) }
    return false
  }

  /// What there is to be said of a key after an offer's answer.
  func record(
    _ answer: Evidence.KeyAttempt.Answer, of offer: Offer, methods: [String]?
  ) -> Evidence.KeyAttempt {
    var key = Evidence.KeyAttempt(identity: offer.identity, answer: answer, methods: methods)
    if let earlier = evidence.keys.first(where: { $0.identity == offer.identity }) {
      key.refusedNames = earlier.refusedNames
    }
    guard answer == .refused || answer == .refusedAfterListing, let attempt else { return key }
    if let name = attempt.offeredName { key.refusedNames.append(name) }
    // dropbear has no rsa-sha2-512; and OpenSSH lists a key under a name that it takes alone, where others
    // list keys and look at the name of the signature.
    let banner = session?.context.tap.banner.identification ?? ""
    let isSettled =
      banner.hasPrefix("SSH-2.0-dropbear")
      || answer == .refusedAfterListing && banner.hasPrefix("SSH-2.0-OpenSSH_")
    key.isSecondUntried =
      attempt.upgrade != nil && !offer.isSecond && methods?.contains("publickey") != false
      && !isSettled
    return key
  }

  /// Takes down what became of a key: the last is the one that the server spoke of last, but a key
  /// that is refused a second time stays where it was.
  func note(_ key: Evidence.KeyAttempt) {
    if let position = evidence.keys.firstIndex(where: { $0.identity == key.identity }) {
      if key.answer == .refused || key.answer == .refusedAfterListing {
        evidence.keys[position].refusedNames = key.refusedNames
        evidence.keys[position].isSecondUntried = key.isSecondUntried
        return
      }
      evidence.keys.remove(at: position)
    }
    evidence.keys.append(key)
  }

  /// What an attempt's end means; `nil` if it is the connection's end.
  private func answer(
    _ step: SessionStep, _ attempt: PublicKeyAttempt, _ session: Session,
    _ refusal: AuthenticationFailure?
  ) -> Evidence.KeyAttempt.Answer? {
    if step == .done { return attempt.isSigned ? .accepted : .acceptedUnproven }
    guard session.context.disconnection == nil, !session.context.tap.isClosedByPeer,
      session.context.tap.error == 0
    else { return nil }
    if let failure = attempt.signingFailure { return .unusable(failure) }
    if let refusal, refusal.isPartialSuccess, attempt.isSigned { return .partial }
    if attempt.isSigned {
      // A packet that libssh2 could not read is no answer, whatever it was.
      guard case .failed(let failure) = step, refusal != nil || failure.isAnswered else {
        return nil
      }
      return .refusedAfterListing
    }
    if attempt.isListed { return .listed }
    guard case .failed(let failure) = step, failure.code == SessionFailure.refused else {
      return nil
    }
    return .refused
  }

  private func note(
    _ answer: Evidence.KeyAttempt.Answer, _ attempt: PublicKeyAttempt, methods: [String]?
  ) {
    if let algorithm = attempt.algorithm { timeline.note(.client, "signs with \(algorithm)") }
    let rest = methods.map { "; it takes \($0.joined(separator: ", "))" } ?? ""
    switch answer {
    case .accepted: timeline.note(.server, "lets \(check.user) in")
    case .acceptedUnproven: timeline.note(.server, "lets \(check.user) in without a signature")
    case .listed: timeline.note(.here, "nothing is signed: only the public key is at hand")
    case .refused:
      let name = attempt.chosenName.map { " as \($0)" } ?? ""
      timeline.note(.server, "refuses the key\(name)\(rest)")
    case .refusedAfterListing: timeline.note(.server, "refuses the log-in\(rest)")
    case .partial: timeline.note(.server, "accepts the key and wants more\(rest)")
    case .unusable(let why): timeline.note(.here, why)
    }
  }

  /// Sees whether the connection outlives the log-in: an answer to anything will do.
  func confirm() -> Bool {
    guard let session else { return true }
    switch session.openChannel() {
    case .wouldBlock: return wait(session)
    case .failed(let failure)
    where failure.code != SessionFailure.channelRefused || session.context.tap.isClosedByPeer:
      evidence.stage = .session
      finish(.failed(failure))
    case .done, .failed: finish(.finished)
    }
    return false
  }

  private func next(after index: Int) -> Bool {
    attempt = nil
    isListingNoted = false
    phase = .authenticating(index: index + 1)
    return false
  }

  func accepted() -> Bool {
    attempt = nil
    if isKeptOpen {
      evidence.timings.auth = Moment.now - stageStart
      phase = .open
      return true
    }
    guard check.command != nil else {
      // OpenSSH says that root is in, and then drops the connection where only forced commands are
      // allowed (PermitRootLogin forced-commands-only).
      if check.user == "root" {
        phase = .confirming
      } else {
        finish(.finished)
      }
      return false
    }
    evidence.timings.auth = Moment.now - stageStart
    enter(.session, for: check.deadlines.command)
    phase = .running
    timeline.note(.client, "runs a command")
    return false
  }
}
