/// One host as the scheduler sees it: what is still to be asked of it, and how much it can bear.
final class Place {
  /// How many refusals the questions that share a connection may come to: OpenSSH ends it with the
  /// sixth (MaxAuthTries).
  static let bundle = 5
  private static let longestPause = Duration.seconds(8)

  /// How many connections it has from us.
  private(set) var underWay = 0
  /// It has too much to do until then.
  private(set) var pausedUntil: Moment?

  /// Whether the scheduler has it in a queue; the scheduler's own note.
  var isQueued = true

  private let most: Int
  /// How many connections it may have now: fewer after it had too many.
  private var limit: Int
  private var pauses = 0
  // Refusals weigh on a server's patience with this address, so what is to be allowed goes first.
  private var allowed = WaitingLine<Question>()
  private var denied = WaitingLine<Assignment>()
  private var open: [Destination: Int] = [:]
  private var presence = Presence()
  /// Those that are reached through it.
  private var behind = HostsBehind()

  /// - Parameter most: the most connections at once.
  init(most: Int) {
    self.most = most
    limit = most
  }

  /// Takes a question, with others of its kind where it may share a connection.
  ///
  /// - Parameter check: the question's, which is not made once more.
  func append(_ question: Question, _ check: AccessCheck) {
    if check.expectation != .deny {
      allowed.append(question)
    } else if let destination = Destination(check) {
      let offers = check.identities.reduce(0) { $0 + Offer.count(of: $1) }
      if let position = open[destination],
        let bundle = denied[position], bundle.offers + offers <= Self.bundle
      {
        denied.change(at: position) {
          $0.questions.append(question)
          $0.offers += offers
        }
      } else {
        var bundle = Assignment(question)
        bundle.offers = offers
        open[destination] = denied.append(bundle)
      }
    } else {
      denied.append(Assignment(question))
    }
  }

  /// Takes back what a connection did not answer; it goes after what waits.
  func append(_ assignments: [Assignment]) {
    for assignment in assignments { denied.append(assignment) }
  }

  /// Whether nothing waits.
  var isEmpty: Bool { allowed.isEmpty && denied.isEmpty && behind.isEmpty }

  /// Nothing is begun before this moment: it has too much to do, or those that wait need a host to be
  /// looked for once more, a little later.
  var resumption: Moment? {
    let look = presence.nextLook ?? (allowed.isEmpty && denied.isEmpty ? behind.nextLook : nil)
    guard let look, let pausedUntil else { return look ?? pausedUntil }
    return max(look, pausedUntil)
  }

  /// Whether something waits and may begin.
  func isReady(now: Moment) -> Bool {
    guard underWay < limit, presence.mayBegin, resumption.map({ now >= $0 }) ?? true else {
      return false
    }
    return !allowed.isEmpty || !denied.isEmpty || behind.nextLook.map { now >= $0 } ?? false
  }

  /// Hands out what comes next.
  func begin(now: Moment) -> Assignment? {
    open = [:]
    let next =
      behind.takeLook(now: now) ?? allowed.popFirst().map(Assignment.init) ?? denied.popFirst()
    guard let next else { return nil }
    underWay += 1
    presence.begin()
    behind.begin(next.check)
    return next
  }

  /// A connection has found something, of this host or of one that is reached through it.
  ///
  /// - Parameters:
  ///   - check: the connection's.
  ///   - isFirst: whether it is the first that this one finds of that host.
  func note(
    _ sighting: Sighting, of check: AccessCheck, isFirst: Bool, now: Moment
  ) {
    guard let way = Way(of: check, depth: sighting.depth) else {
      return presence.note(sighting.absence, isFirst: isFirst, now: now)
    }
    let released = behind.note(sighting, at: way, isFirst: isFirst, now: now)
    putBack(released)
    guard behind.isMissed(way) else { return }
    behind.hold(way, allowed.remove(way).map(Assignment.init) + denied.remove(way))
    behind.forget(way)
  }

  /// Hands out what waits and needs no connection, because nobody is there.
  ///
  /// - Parameters:
  ///   - depth: how many jump hosts lie before the host in question.
  ///   - check: the connection's that has found something of it.
  func takeAnswered(
    at depth: Int, of check: AccessCheck, now: Moment
  ) -> (Absence, [Assignment])? {
    var found: (absence: Absence, waiting: [Assignment])?
    if let way = Way(of: check, depth: depth) {
      found = behind.takeMissed(way, now: now)
    } else if let absence = presence.takeAbsence(now: now) {
      found = (absence, drain())
    }
    guard let (absence, waiting) = found else { return nil }
    func isCovered(_ assignment: Assignment) -> Bool {
      assignment.questions.allSatisfy { absence.covers($0.check) }
    }
    putBack(waiting.filter { !isCovered($0) })
    return (absence, waiting.filter(isCovered))
  }

  /// Lets what was held back come next.
  private func putBack(_ waiting: [Assignment]) {
    func isFirst(_ assignment: Assignment) -> Bool {
      assignment.attempts == 0 && assignment.questions[0].check.expectation != .deny
    }
    allowed.prepend(waiting.filter(isFirst).flatMap(\.questions))
    denied.prepend(waiting.filter { !isFirst($0) })
  }

  /// A connection is over.
  func end() { underWay -= 1 }

  /// Hands out everything that waits.
  func drain() -> [Assignment] {
    allowed.removeAll().map(Assignment.init) + denied.removeAll() + behind.drain()
  }

  /// It said that it has too much to do: it gets half as much, after a pause that doubles each time,
  /// with a quarter of jitter so that several clients do not return together.
  func backOff(now: Moment) {
    // Others that were under way hear the same: that is one refusal, not many.
    if let pausedUntil, now < pausedUntil { return }
    limit = max(1, limit / 2)
    let plain = min(Self.longestPause, .milliseconds(500) * (1 << min(pauses, 10)))
    pauses += 1
    pausedUntil = now + plain * Double.random(in: 0.75...1.25)
  }

  /// It answered: it may have one more than before.
  func recover() {
    pauses = 0
    limit = min(most, limit + 1)
  }
}
