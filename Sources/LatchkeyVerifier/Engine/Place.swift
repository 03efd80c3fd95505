/// One host as the scheduler sees it: what is still to be asked of it, and how much it can bear.
final class Place {
  /// How many of the questions that are to be refused share a connection: OpenSSH ends it with the
  /// sixth refusal (MaxAuthTries).
  static let bundle = 5
  private static let longestPause = Duration.seconds(8)

  /// How many connections it has from us.
  private(set) var underWay = 0
  /// Nothing is begun before this moment.
  private(set) var pausedUntil: ContinuousClock.Instant?

  /// Whether the scheduler has it in a queue; the scheduler's own note.
  var isQueued = true

  private let most: Int
  /// How many connections it may have now: fewer after it had too many.
  private var limit: Int
  private var pauses = 0
  // Refusals weigh on a server's patience with this address, so what is to be allowed goes first.
  private var allowed: ArraySlice<Assignment> = []
  private var denied: ArraySlice<Assignment> = []
  private var open: [Destination: Int] = [:]
  private var presence = Presence()

  /// - Parameter most: the most connections at once.
  init(most: Int) {
    self.most = most
    limit = most
  }

  /// Takes a question, with others of its kind where it may share a connection.
  func append(_ question: Question) {
    if question.check.expectation != .deny {
      allowed.append(Assignment(questions: [question]))
    } else if let destination = Destination(question.check) {
      if let index = open[destination], denied[index].questions.count < Self.bundle {
        denied[index].questions.append(question)
      } else {
        open[destination] = denied.endIndex
        denied.append(Assignment(questions: [question]))
      }
    } else {
      denied.append(Assignment(questions: [question]))
    }
  }

  /// Takes back what a connection did not answer; it goes after what waits.
  func append(_ assignments: [Assignment]) { denied += assignments }

  /// Whether nothing waits.
  var isEmpty: Bool { allowed.isEmpty && denied.isEmpty }

  /// Whether something waits and may begin.
  func isReady(now: ContinuousClock.Instant) -> Bool {
    !isEmpty && underWay < limit && presence.mayBegin && pausedUntil.map { now >= $0 } ?? true
  }

  /// Hands out what comes next.
  func begin() -> Assignment? {
    open = [:]
    guard let next = allowed.popFirst() ?? denied.popFirst() else { return nil }
    underWay += 1
    presence.begin()
    return next
  }

  /// A connection has found something.
  ///
  /// - Parameter isFirst: whether it is the first that this one finds.
  func note(_ sighting: Sighting, isFirst: Bool, now: ContinuousClock.Instant) {
    presence.note(sighting, isFirst: isFirst, now: now)
  }

  /// Hands out what waits and needs no connection, because nobody is there; where that is not sure
  /// yet, the place is looked at once more a little later.
  func takeAnswered(now: ContinuousClock.Instant) -> (Absence, [Assignment])? {
    guard let absence = presence.takeAbsence(now: now) else {
      if let look = presence.nextLook { pausedUntil = max(look, pausedUntil ?? look) }
      return nil
    }
    func isCovered(_ assignment: Assignment) -> Bool {
      assignment.questions.allSatisfy { absence.covers($0.check) }
    }
    let answered = Array((allowed + denied).filter(isCovered))
    allowed = allowed.filter { !isCovered($0) }[...]
    denied = denied.filter { !isCovered($0) }[...]
    return (absence, answered)
  }

  /// A connection is over.
  func end() { underWay -= 1 }

  /// Hands out everything that waits.
  func drain() -> [Assignment] {
    defer { (allowed, denied) = ([], []) }
    return Array(allowed + denied)
  }

  /// It said that it has too much to do: it gets half as much, after a pause that doubles each time,
  /// with a quarter of jitter so that several clients do not return together.
  func backOff(now: ContinuousClock.Instant) {
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
