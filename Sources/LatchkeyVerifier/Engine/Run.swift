import LatchkeyKeys

/// One check on its way to its outcome, or several that share a connection: as many attempts as it
/// takes and may take.
final class Run {
  /// What is asked on a connection: a check, or the keys of several.
  private(set) var check: AccessCheck
  /// What is to be answered.
  let questions: [Question]
  /// The attempt under way.
  private(set) var conversation: Conversation?
  /// When the next attempt starts, where none is under way.
  private(set) var resumption: Moment
  /// Why the check is going to be repeated, until it is fetched: only where that is another reason
  /// than the time before.
  private(set) var notice: WaitingNotice?
  /// Whether it has done what it could.
  private(set) var isOver = false
  /// What it has not answered when it is over: to be asked on other connections.
  private(set) var rest: [Assignment] = []

  private var outcomes: [(Int, Outcome)] = []
  private var strain: Bool?
  private var sightings: [Sighting] = []
  /// Of how many hosts on the way, in turn, it is known that somebody is there.
  private var met = 0
  private var conversationStart: Moment
  private let earlierAttempts: Int
  private let start: Moment
  private let wakeUp: WakeUp
  private var end: Moment
  private let patienceEnd: Moment?
  private var timeline: Timeline
  private var lastNotice: WaitingNotice?
  private var attempts: Int
  private var pauses = 0
  /// The users for whom the keys were refused, and the answer for the first of them.
  private var refusedUsers: [String] = []
  private var firstRefusal: (diagnosis: Diagnosis, evidence: Evidence)?
  /// What became of the keys on a connection that left no attempt for the other names of some.
  private var earlier: [Evidence.KeyAttempt] = []
  /// The way to the host: each jump host, and the host itself.
  private var route: Route

  /// - Parameter keepsTimeline: whether the outcomes tell how they came about.
  init(
    _ assignment: Assignment, keepsTimeline: Bool = true, wakeUp: WakeUp,
    now: Moment
  ) {
    let check = assignment.check
    self.check = check
    questions = assignment.questions
    attempts = assignment.attempts
    earlierAttempts = assignment.attempts
    conversationStart = now
    self.wakeUp = wakeUp
    start = assignment.start ?? now
    timeline = Timeline(since: start, isKept: keepsTimeline)
    resumption = now
    end = now + check.deadlines.total
    patienceEnd = check.patience.map { now + $0 }
    route = Route(check)
  }

  /// Goes on as far as it can.
  func advance(now: Moment) {
    if isOver { return }
    if conversation == nil {
      if now < resumption { return }
      attempts += 1
      route.restart()
      conversation = begin(now)
    }
    while let current = conversation {
      current.advance(now: now)
      guard current.isOpen else { break }
      timeline = current.timeline
      route.pass(current)
      conversation = begin(Moment.now)
    }
    guard let conversation else { return }
    meet(route.depth + (conversation.evidence.isIdentified ? 1 : 0))
    if conversation.isOver { conclude(conversation) }
  }

  /// Hands out the notice.
  func takeNotice() -> WaitingNotice? {
    defer { notice = nil }
    return notice
  }

  /// Hands out the answers so far, each with the index of its check.
  func takeOutcomes() -> [(Int, Outcome)] {
    defer { outcomes = [] }
    return outcomes
  }

  /// Hands out what an attempt said of the host: whether it has too much to do; `nil` if no attempt
  /// has ended since.
  func takeStrain() -> Bool? {
    defer { strain = nil }
    return strain
  }

  /// Hands out what was found since of whether somebody is at the hosts on the way.
  func takeSightings() -> [Sighting] {
    defer { sightings = [] }
    return sightings
  }

  /// Notes that nobody is missed at so many hosts on the way.
  private func meet(_ count: Int) {
    while met < count {
      sightings.append(Sighting(depth: met, absence: nil))
      met += 1
    }
  }

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

  /// Puts the next attempt off, as far as the check's time allows.
  func postpone(until moment: Moment) {
    guard conversation == nil, moment < max(end, patienceEnd ?? end) else { return }
    resumption = max(resumption, moment)
    if patienceEnd != nil { end = resumption + check.deadlines.total }
  }

  /// Notes that the check is repeated, and why; a host that is booting is asked every second, and
  /// what has not changed is not told again.
  private func noteWaiting(_ diagnosis: Diagnosis) {
    timeline.note(.here, "waits: \(diagnosis.reason.rawValue)")
    let fresh = WaitingNotice(
      verdict: diagnosis.verdict, stage: diagnosis.stage, reason: diagnosis.reason,
      detail: diagnosis.detail)
    let isNews = lastNotice?.stage != fresh.stage || lastNotice?.reason != fresh.reason
    lastNotice = fresh
    if isNews { notice = fresh }
  }

  /// Begins the conversation with the next host of the route.
  private func begin(_ now: Moment) -> Conversation {
    let check = route.nextCheck(of: check)
    conversationStart = now
    return Conversation(
      check,
      lookup: route.outer == nil
        ? Lookup(host: check.host, port: check.port, wakeUp: wakeUp) : nil,
      through: route.outer, isKeptOpen: route.leadsOn, isBundle: questions.count > 1,
      earlier: route.leadsOn ? [] : earlier, hostKeyAlgorithms: route.hostKeys.algorithms,
      timeline: timeline, now: now, end: end)
  }

  /// Ends it with what is known.
  func interrupt() {
    if isOver { return }
    if let conversation {
      conversation.interrupt()
      conclude(conversation)
    } else {
      var evidence = Evidence()
      evidence.ending = .interrupted
      answer(recalling(Diagnosis(evidence, of: check)), evidence)
    }
  }

  private func conclude(_ ended: Conversation) {
    conversation = nil
    timeline = ended.timeline
    var evidence = ended.evidence
    evidence.otherHostKeys = route.hostKeys.tried.map {
      "\($0.key.algorithm.name) \($0.key.fingerprint.text)"
    }
    var diagnosis = Diagnosis(evidence, of: ended.check)
    // What could not be asked for says nothing against what was shown.
    if diagnosis.verdict == .inconclusive, evidence.judgement?.trust == .mismatch {
      evidence.hostKey = evidence.hostKey.map { ServerHostKey(key: $0.key, trust: .unknown) }
    }
    strain = diagnosis.isPassing
    note(absence(diagnosis, evidence, isHurried: ended.isHurried))
    if let hop = route.stop(diagnosis, evidence) {
      diagnosis = Diagnosis(of: hop)
      let isRepeated = diagnosis.reason != .interrupted && isRepeated(diagnosis, evidence)
      route.leave()
      // What was seen is the jump host's, and stands with the hops: nothing is known of the host.
      if !isRepeated {
        answer(recalling(diagnosis, isHurried: ended.isHurried), Evidence())
      }
      return
    }
    defer { route.leave() }
    if evidence.stage == .auth, questions.count > 1 { return divide(evidence, ended) }
    if diagnosis.reason == .interrupted { return answer(recalling(diagnosis), evidence) }
    if leavesNames(evidence) { return }
    earlier = []
    if isRefusedForUser(diagnosis) {
      if firstRefusal == nil { firstRefusal = (diagnosis, evidence) }
      if !refusedUsers.contains(check.user) { refusedUsers.append(check.user) }
      if let next = check.userGuesses.first(where: { !refusedUsers.contains($0) }) {
        timeline.note(.here, "tries the user \(next)")
        check.user = next
        resumption = Moment.now
        end = resumption + check.deadlines.total
        return
      }
    }
    if isRepeated(diagnosis, evidence) { return }
    diagnosis = recalling(diagnosis, isHurried: ended.isHurried)
    if refusedUsers.isEmpty || refusedUsers == [check.user] {
      answer(diagnosis, evidence)
    } else {
      answerGuess(diagnosis, evidence)
    }
  }

  /// An attempt that was interrupted, or ran out of the time that the earlier ones had left, has less to
  /// tell than the one before it.
  private func recalling(_ diagnosis: Diagnosis, isHurried: Bool = false) -> Diagnosis {
    guard let last = lastNotice else { return diagnosis }
    let found =
      "\(last.verdict.rawValue) (\(last.stage.rawValue): \(last.reason.rawValue)): \(last.detail)"
    var diagnosis = diagnosis
    if diagnosis.reason == .interrupted {
      if last.stage.follows(diagnosis.stage), last.stage.reasons.contains(.interrupted) {
        diagnosis.stage = last.stage
      }
      diagnosis.detail += "; the last attempt found \(found)"
    } else if diagnosis.reason == .timeout, isHurried {
      diagnosis.detail += "; the attempt before had more time and found \(found)"
    }
    return diagnosis
  }

  /// Whether the server has refused every key, and left no attempt for the other name of some: they
  /// are offered under it on a connection of their own.
  private func leavesNames(_ evidence: Evidence) -> Bool {
    guard evidence.stage == .auth, evidence.isCutForAttempts else { return false }
    let keys = evidence.refusedAtLast
    guard keys.count == check.identities.count, keys.contains(where: \.isSecondUntried),
      Moment.now < end
    else { return false }
    earlier = keys
    resumption = Moment.now
    timeline.note(.here, "asks about the other names of RSA keys on another connection")
    return true
  }

  /// Notes what an attempt has found where it ended; of what lies behind that it tells nothing.
  private func note(_ absence: Absence?) {
    meet(route.depth)
    sightings.append(Sighting(depth: route.depth, absence: absence))
    met = max(met, route.depth + 1)
    meet(check.jumps.count + 1)
  }

  /// That nobody is where an attempt ended. A later attempt has less time than the first of another
  /// check would have, and so may one behind jump hosts that took their time.
  private func absence(_ diagnosis: Diagnosis, _ evidence: Evidence, isHurried: Bool) -> Absence? {
    guard diagnosis.isAbsence, attempts == earlierAttempts + 1, check.patience == nil,
      !isHurried || route.depth == 0
    else { return nil }
    return Absence(
      id: questions[0].check.id, evidence: evidence, hops: route.hops, deadlines: check.deadlines,
      start: conversationStart)
  }

  /// Whether other users may be let in by the same keys.
  private func isRefusedForUser(_ diagnosis: Diagnosis) -> Bool {
    guard !check.userGuesses.isEmpty, diagnosis.verdict == .denied else { return false }
    return diagnosis.reason == .keyRefused || diagnosis.reason == .publickeyNotOffered
  }

  /// The answer after users were guessed: for the one who gets in, or for the one who was asked for.
  private func answerGuess(_ diagnosis: Diagnosis, _ evidence: Evidence) {
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

  /// Whether another attempt follows, and if so, when.
  private func isRepeated(_ diagnosis: Diagnosis, _ evidence: Evidence) -> Bool {
    let now = Moment.now
    if let next = route.otherHostKeyType(evidence) {
      resumption = now
      timeline.note(.here, "asks again for a host key of type \(next)")
      return now < end
    }
    if diagnosis.isPassing {
      let pause = pause(from: .milliseconds(500), to: .seconds(8))
      if now + pause < max(end, patienceEnd ?? end) {
        resumption = now + pause
        noteWaiting(diagnosis)
        if patienceEnd != nil { end = resumption + check.deadlines.total }
        return true
      }
    }
    if let patienceEnd, diagnosis.verdict != .untrusted,
      !check.expectation.isMet(by: diagnosis.verdict)
    {
      // A refusal weighs on a server's patience (PerSourcePenalties); a closed port does not.
      let wasAsked = diagnosis.stage == .auth
      let pause = pause(from: .milliseconds(wasAsked ? 1000 : 250), to: .seconds(wasAsked ? 10 : 2))
      if now + pause < patienceEnd {
        resumption = now + pause
        noteWaiting(diagnosis)
        end = min(resumption + check.deadlines.total, patienceEnd)
        route.leave()
        route = Route(check)
        // From the beginning: the user that was asked for first.
        check.user = refusedUsers.first ?? check.user
        refusedUsers = []
        return true
      }
    }
    return false
  }

  /// A pause that doubles each time, with a quarter of jitter so that many checks do not return
  /// together.
  private func pause(from first: Duration, to longest: Duration) -> Duration {
    let plain = min(longest, first * (1 << min(pauses, 10)))
    pauses += 1
    return plain * Double.random(in: 0.75...1.25)
  }

  /// Answers everything with one diagnosis: where there are several questions, nobody came to be
  /// asked about any of them.
  private func answer(_ diagnosis: Diagnosis, _ evidence: Evidence) {
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
  private func divide(_ evidence: Evidence, _ ended: Conversation) {
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
}
