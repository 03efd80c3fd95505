import LatchkeyKeys

/// What is answered, and from what.
extension Run {
  /// Answers without a connection: nobody is at a host on the way.
  func answer(by absence: Absence) {
    route.follow(absence.hops)
    var evidence = absence.evidence
    evidence.timings = Timings()
    timeline.note(.here, "makes no connection: \(absence.id) has just found nobody there")
    var diagnosis = Diagnosis(evidence, of: route.nextCheck(of: check))
    if let hop = route.stop(diagnosis, evidence) {
      diagnosis = Diagnosis(of: hop)
      evidence = Evidence()
    }
    diagnosis.detail += "; found for \(absence.id), and not asked again for this check"
    answer(diagnosis, evidence)
  }

  /// Answers everything with one diagnosis: where there are several questions, nobody came to be
  /// asked about any of them.
  func answer(_ diagnosis: Diagnosis, _ evidence: Evidence) {
    isOver = true
    for question in questions {
      let check = questions.count > 1 ? question.check : self.check
      answer(question.index, check, diagnosis, evidence, timeline)
    }
  }

  private func answer(
    _ index: Int, _ check: AccessCheck, _ diagnosis: Diagnosis, _ evidence: Evidence,
    _ timeline: Timeline
  ) {
    var timings = evidence.timings
    timings.total = Moment.now - start
    let outcome = Outcome(
      check: check, verdict: diagnosis.verdict, stage: diagnosis.stage, reason: diagnosis.reason,
      detail: diagnosis.detail, remedy: diagnosis.remedy, hops: route.hops,
      address: evidence.address,
      identity: diagnosis.identity, hostKey: evidence.hostKey, banner: evidence.banner,
      methods: evidence.keys.last { $0.methods != nil }?.methods, negotiated: evidence.negotiated,
      command: evidence.stage == .exec ? evidence.command : nil, timings: timings,
      timeline: timeline.entries, attempts: attempts)
    outcomes.append((index, outcome))
  }

  /// Answers the questions that a connection was shared by, each from what was seen of its own key,
  /// as if it had been alone; what was not reached is asked again.
  func divide(_ evidence: Evidence, _ ended: Conversation) {
    isOver = true
    let sharing = SharedEvidence(evidence, ended.turns, timeline)
    for (place, question) in questions.enumerated() {
      guard let (own, timeline) = sharing.part(place) else { continue }
      let diagnosis = Diagnosis(own, of: question.check)
      answer(question.index, question.check, diagnosis, own, timeline)
    }
    rest = sharing.rest(of: questions).map {
      Assignment(questions: $0, attempts: attempts, start: start)
    }
  }

  /// The answer after users were guessed: for the one who gets in, or for the one who was asked for.
  func answerGuess(_ diagnosis: Diagnosis, _ evidence: Evidence) {
    if isRefusedForUser(diagnosis), let firstRefusal {
      var first = firstRefusal.diagnosis
      check.user = refusedUsers[0]
      let others = refusedUsers.dropFirst().joined(separator: ", ")
      first.detail += "; refused for \(others) as well"
      return answer(first, firstRefusal.evidence)
    }
    var diagnosis = diagnosis
    diagnosis.detail += "; refused for \(refusedUsers.joined(separator: ", "))"
    answer(diagnosis, evidence)
  }
}
