import LatchkeyKeys

/// Identification, key exchange and the host key.
extension Conversation {
  func handshake() -> Bool {
    guard let session else { return true }
    let step = session.handshake()
    let tap = session.context.tap
    if evidence.stage == .banner, let identification = tap.banner.identification {
      if let words = tap.banner.firstWords, words != identification {
        timeline.note(.server, "says \"\(words)\"")
      }
      timeline.note(.server, "is \(identification)")
      evidence.timings.banner = Moment.now - stageStart
      enter(.kex, for: check.deadlines.keyExchange)
    }
    noteOffers(tap)
    switch step {
    case .wouldBlock: return wait(session)
    case .failed(let failure):
      finish(tap.unusable.map { .unusable($0) } ?? .failed(failure))
    case .done:
      evidence.timings.kex = Moment.now - stageStart
      evidence.negotiated = session.negotiated()
      if let agreed = evidence.negotiated {
        timeline.note(
          .here,
          "agreed on \(agreed.kex), \(agreed.hostKey), \(agreed.cipher), \(agreed.mac)")
      }
      trust(session)
    }
    return false
  }

  /// Notes what each side offers, once it has.
  private func noteOffers(_ tap: SocketTap) {
    guard timeline.isKept else { return }
    for (side, packets) in [(TimelineEntry.Side.client, tap.client), (.server, tap.server)] {
      guard !offersNoted.contains(side), let offer = packets.offer else { continue }
      offersNoted.insert(side)
      for list in KeyExchangeOffer.shown { timeline.note(side, "offers \(offer.line(list))") }
    }
  }

  /// Judges the host key: the gate before anything about the user is sent.
  private func trust(_ session: Session) {
    enter(.hostkey, for: check.deadlines.authentication)
    guard let blob = session.hostKeyBlob(), let key = try? PublicKey(blob: blob) else {
      finish(.failed(SessionFailure(code: 0, message: "the server's host key cannot be read")))
      return
    }
    let place = check.hostKeyPlace
    let judgement = check.hostKeyPolicy.judge(key, host: place.host, port: place.port)
    evidence.judgement = judgement
    evidence.hostKey = ServerHostKey(key: key, trust: judgement.trust)
    timeline.note(.server, "proves its host key \(key.algorithm.name) \(key.fingerprint.text)")
    timeline.note(.here, "host key: \(judgement.trust.rawValue)")
    guard judgement.trust.isTrusted else {
      finish(.untrusted)
      return
    }
    if judgement.trust == .acceptedNew, case .knownHosts(let files, _) = check.hostKeyPolicy {
      do throws(VerifierError) {
        try files.first?.append(key, host: place.host, port: place.port)
      } catch {
        evidence.hostKey = ServerHostKey(key: key, trust: .unknown)
        finish(.notRecorded(error.reason))
        return
      }
    }
    if check.identities.contains(where: { $0.publicKey.algorithm == .rsa }) {
      let names = session.context.tap.server.offer?.hostKeys ?? []
      evidence.signsWithSHA1Alone =
        names.contains("ssh-rsa") && !names.contains { $0.hasPrefix("rsa-sha2-") }
    }
    // Nothing that follows can be about what was offered, and hundreds of them would be held.
    session.context.tap.forgetOffers()
    enter(.auth, for: check.deadlines.authentication)
    // A door that is to be shut is tried without a key first: a server counts what it refuses, but not
    // that, as long as it comes first. Elsewhere it is asked after a refusal alone.
    if check.expectation == .deny, evidence.keys.isEmpty {
      beginWithoutProof(isFirst: true)
    } else {
      phase = .authenticating(index: 0)
    }
  }
}
