import LatchkeyKeys

/// What is made of what was seen: a pure mapping, so that every line of it can be tested without a
/// network.
struct Diagnosis: Sendable, Hashable {
  var verdict: Verdict
  var stage: Stage
  var reason: Reason
  /// What was seen.
  var detail: String
  /// What a person does next.
  var remedy: String?
  /// The key that this is about, by its index in the check.
  var identity: Int?

  /// Whether the same question may get another answer in a moment, without having asked too much.
  var isPassing: Bool { reason == .overloaded || reason == .sourcePenalised }

  /// Whether nobody is there to be asked, whoever asks. What was closed or reset is not: a server
  /// that is full does that to some.
  var isAbsence: Bool {
    switch (stage, reason) {
    case (.dns, .noSuchName), (.dns, .temporaryFailure), (.dns, .timeout), (.tcp, .refused),
      (.tcp, .timeout), (.tcp, .noRoute), (.tcp, .jumpCannotConnect), (.banner, .timeout):
      true
    default: false
    }
  }

  init(
    _ verdict: Verdict, _ stage: Stage, _ reason: Reason, _ detail: String, remedy: String? = nil,
    identity: Int? = nil
  ) {
    self.verdict = verdict
    self.stage = stage
    self.reason = reason
    self.detail = detail
    self.remedy = remedy
    self.identity = identity
  }

  /// Judges an attempt of a check.
  init(_ evidence: Evidence, of check: AccessCheck) {
    switch (evidence.ending, evidence.stage) {
    case (.interrupted, let stage):
      self.init(.inconclusive, stage, .interrupted, "interrupted before there was a verdict")
    case (_, .dns): self = Self.ofLookup(evidence, check)
    case (_, .tcp): self = Self.ofConnection(evidence, check)
    case (_, .banner): self = Self.ofBanner(evidence, check)
    case (_, .kex): self = Self.ofKeyExchange(evidence, check)
    case (_, .hostkey): self = Self.ofHostKey(evidence, check)
    case (_, .auth): self = Self.ofAuthentication(evidence, check)
    case (_, .session), (_, .exec): self = Self.ofCommand(evidence, check)
    }
    if let banner = evidence.authenticationBanner ?? evidence.wordsAfterSigning,
      verdict != .allowed, !detail.contains("\"\(banner)\"")
    {
      detail += "; the server's log-in banner says \"\(banner)\""
    }
    if verdict == .unreachable, let bracketed = Self.bracketed(check) {
      remedy = (remedy.map { "\($0); " } ?? "") + bracketed
    }
    // What is as it should be needs no remedy, and neither does the person who shut the door.
    if check.expectation.isMet(by: verdict) {
      remedy = nil
    } else {
      remedy = Self.remedy(for: verdict, reason, evidence, check, identity) ?? remedy
    }
  }
}
