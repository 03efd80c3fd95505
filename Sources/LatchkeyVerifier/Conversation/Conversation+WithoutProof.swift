/// The question whether the user needs a key at all ("none", RFC 4252 §5.2).
extension Conversation {
  /// Every key has its answer. Where all were refused, it is not said before it is known that the
  /// user needs one: an account that lets anybody in is no shut door.
  func settleKeys() -> Bool {
    let isRefused = evidence.keys.allSatisfy {
      $0.answer == .refused || $0.answer == .refusedAfterListing
    }
    if isRefused, !evidence.keys.isEmpty, check.expectation != .deny {
      attempt = nil
      beginWithoutProof(isFirst: false)
      // The keys have their answers: that is not worth the time of a whole stage.
      hurry(Self.patienceWithoutProof)
    } else {
      finish(.finished)
    }
    return false
  }

  private static let patienceWithoutProof = Duration.seconds(5)

  /// Begins to ask whether the user is let in without a key.
  func beginWithoutProof(isFirst: Bool) {
    timeline.note(.client, "asks for \(check.user) without a key")
    phase = .askingWithoutProof(isFirst: isFirst)
  }

  /// Asks whether the user is let in without a key.
  func askWithoutProof(isFirst: Bool) -> Bool {
    guard let session else { return true }
    switch session.askWithoutProof(check.user) {
    case .wouldBlock: return wait(session)
    case .done where session.isAuthenticated:
      timeline.note(.server, "lets \(check.user) in without a key")
      evidence.needsNoKey = true
      evidence.keys = check.identities.indices.map {
        .init(identity: $0, answer: .acceptedUnproven)
      }
      // Of a bundle; a jump host that is on its way is asked last.
      if isBundle, isFirst {
        finish(.finished)
        return false
      }
      return accepted()
    case .done:
      timeline.note(.server, "does not let \(check.user) in without a key")
      if isFirst {
        phase = .authenticating(index: 0)
      } else {
        finish(.finished)
      }
    case .failed(let failure):
      if isFirst {
        finish(.failed(failure))
      } else {
        leaveKeysRefused()
      }
    }
    return false
  }

  /// Ends it with the answers that the keys have: the server has ended the connection, or said
  /// nothing more, when it was asked for the user without a key, which OpenSSH counts as one more
  /// attempt.
  func leaveKeysRefused() {
    finish(.finished)
    evidence.disconnection = nil
    evidence.isClosedByPeer = false
  }
}
