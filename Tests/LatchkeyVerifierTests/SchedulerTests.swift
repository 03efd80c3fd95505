import LatchkeyKeys
import Testing

@testable import LatchkeyVerifier

/// What is begun when.
@Suite struct SchedulerTests {
  private let now = Moment.now

  private func check(
    _ host: String, _ expectation: LatchkeyVerifier.Expectation, user: String = "x",
    port: UInt16 = 22
  ) throws -> AccessCheck {
    let key = try PrivateKey.generate(.ed25519)
    return AccessCheck(
      host: host, port: port, user: user, identities: [Identity(.privateKey(key))],
      hostKeyPolicy: .insecurelyIgnored, expectation: expectation)
  }

  /// The indices that may begin at a moment, by connection.
  private func begin(_ scheduler: inout Scheduler, _ now: Moment) -> [[Int]] {
    var begun: [[Int]] = []
    while let (assignment, _) = scheduler.next(now: now) {
      begun.append(assignment.questions.map(\.index))
    }
    return begun
  }

  @Test func `what is to be allowed goes first, and the refusals of a user share connections`()
    throws
  {
    let checks =
      try (0..<6).map { _ in try check("a", .deny) } + [try check("a", .deny, user: "y")]
      + [try check("a", .allow)]
    var scheduler = Scheduler(CheckList(checks), concurrency: 64, perHost: 8)
    #expect(begin(&scheduler, now) == [[7], [0, 1, 2, 3, 4], [5], [6]])
  }

  @Test func `hosts take turns, none beyond its limit or the run's`() throws {
    let checks = try ["a", "a", "a", "b", "c"].map { try check($0, .allow) }
    var two = Scheduler(CheckList(checks), concurrency: 64, perHost: 2)
    #expect(begin(&two, now) == [[0], [3], [4], [1]])
    var three = Scheduler(CheckList(checks), concurrency: 3, perHost: 2)
    #expect(begin(&three, now) == [[0], [3], [4]])
  }

  @Test func `a limit is a port's, and a jump host's whatever lies behind it`() throws {
    var checks = try [22, 22, 2222].map { try check("a", .allow, port: $0) }
    let jump = JumpHost(
      host: "a", port: 2222, user: "x", identities: [], hostKeyPolicy: .insecurelyIgnored)
    checks.append(try check("b", .allow))
    checks[3].jumps = [jump]
    var scheduler = Scheduler(CheckList(checks), concurrency: 64, perHost: 1)
    #expect(begin(&scheduler, now) == [[0], [2]])
  }

  @Test func `a connection's end makes room, and what it did not answer is asked again`() throws {
    let checks = try [check("a", .allow), check("A", .allow)]
    var scheduler = Scheduler(CheckList(checks), concurrency: 64, perHost: 1)
    let begun = scheduler.next(now: now)
    let (first, place) = try #require(begun)
    #expect(begin(&scheduler, now).isEmpty)
    scheduler.end(at: place, rest: [first])
    #expect(begin(&scheduler, now) == [[1]])
    scheduler.end(at: place, rest: [])
    #expect(begin(&scheduler, now) == [[0]])
  }

  @Test func `an overloaded host pauses for all its checks, and no other host waits for it`() throws
  {
    let checks = try ["a", "a", "a", "b"].map { try check($0, .allow) }
    var scheduler = Scheduler(CheckList(checks), concurrency: 64, perHost: 2)
    let begun = scheduler.next(now: now)
    let (_, place) = try #require(begun)
    place.backOff(now: now)
    #expect(begin(&scheduler, now) == [[3]])
    let resumption = try #require(scheduler.resumption)
    #expect(resumption > now)
    scheduler.end(at: place, rest: [])
    #expect(begin(&scheduler, now).isEmpty)
    // One at a time from now on, where there were two.
    #expect(begin(&scheduler, resumption) == [[1]])
  }

  @Test func `pauses double while a host stays overloaded, and its answer ends that`() throws {
    let place = Place(most: 8)
    var moment = now
    var pauses: [Duration] = []
    for _ in 0..<7 {
      place.backOff(now: moment)
      let end = try #require(place.pausedUntil)
      pauses.append(end - moment)
      // Somebody else who was under way hears the same.
      place.backOff(now: moment)
      #expect(place.pausedUntil == end)
      moment = end
    }
    let plain = [500, 1000, 2000, 4000, 8000, 8000, 8000].map { Duration.milliseconds($0) }
    for (pause, expected) in zip(pauses, plain) {
      #expect(pause >= expected * 0.74 && pause <= expected * 1.26)
    }
    place.recover()
    place.backOff(now: moment)
    let end = try #require(place.pausedUntil)
    #expect(end - moment < .milliseconds(700))
  }

  @Test func `deadlines come in their order, however they were moved`() throws {
    let place = Place(most: 1)
    let wakeUp = try WakeUp()
    let question = Question(0, of: CheckList([try check("a", .allow)]))
    let flights = (0..<200).map { _ in
      Flight(
        Run(Assignment(question), wakeUp: wakeUp, now: now), place: place, now: now)
    }
    var heap = DeadlineHeap()
    var state: UInt64 = 1
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var expected: [Int: Int] = [:]
    for _ in 0..<5000 {
      let chosen = random(flights.count)
      if random(4) == 0 {
        heap.remove(flights[chosen])
        expected[chosen] = nil
      } else {
        expected[chosen] = random(1000)
        heap.set(flights[chosen], due: now + .milliseconds(expected[chosen] ?? 0))
      }
      #expect(heap.first.map(\.due) == expected.values.min().map { now + .milliseconds($0) })
    }
    var order: [Moment] = []
    while let first = heap.first {
      order.append(first.due)
      heap.remove(first)
    }
    #expect(order == expected.values.sorted().map { now + .milliseconds($0) })
  }
}
