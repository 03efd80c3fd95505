import LatchkeyKeys

/// One check on its way to its outcome, or several that share a connection: as many attempts as it
/// takes and may take.
final class Run {
  /// What is asked on a connection: a check, or the keys of several.
  var check: AccessCheck
  /// What is to be answered.
  let questions: [Question]
  /// The attempt under way.
  private(set) var conversation: Conversation?
  /// When the next attempt starts, where none is under way.
  var resumption: Moment
  /// Why the check is going to be repeated, until it is fetched: only where that is another reason
  /// than the time before.
  var notice: WaitingNotice?
  /// Whether it has done what it could.
  var isOver = false
  /// What it has not answered when it is over: to be asked on other connections.
  var rest: [Assignment] = []

  var outcomes: [(Int, Outcome)] = []
  private var strain: Bool?
  private var sightings: [Sighting] = []
  /// Of how many hosts on the way, in turn, it is known that somebody is there.
  private var met = 0
  private var conversationStart: Moment
  private let earlierAttempts: Int
  let start: Moment
  private let wakeUp: WakeUp
  var end: Moment
  let patienceEnd: Moment?
  var timeline: Timeline
  var lastNotice: WaitingNotice?
  var attempts: Int
  var pauses = 0
  /// The users for whom the keys were refused, and the answer for the first of them.
  var refusedUsers: [String] = []
  var firstRefusal: (diagnosis: Diagnosis, evidence: Evidence)?
  /// What became of the keys on a connection that left no attempt for the other names of some.
  var earlier: [Evidence.KeyAttempt] = []
  /// The way to the host: each jump host, and the host itself.
  var route: Route

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
  func isRefusedForUser(_ diagnosis: Diagnosis) -> Bool {
    guard !check.userGuesses.isEmpty, diagnosis.verdict == .denied else { return false }
    return diagnosis.reason == .keyRefused || diagnosis.reason == .publickeyNotOffered
  }
}
