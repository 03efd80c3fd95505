/// Asks servers whether keys get in: any number of checks, all driven by the one thread that calls.
public struct AccessVerifier: Sendable {
  /// How many checks are under way at once; fewer where the process may not open so many descriptors.
  public var concurrency: Int
  /// How many of them at one server, a port of a host: more than ten unauthenticated connections make
  /// a default OpenSSH drop some (MaxStartups).
  ///
  /// The checks of one user that are to be refused share connections, five keys on each, and come
  /// after those that are to be allowed. A host that says that it has too much to do is left alone
  /// for a while, and gets half as many connections from then on.
  ///
  /// Where nobody has been found for a second (no such name, a closed port, no answer), the checks that
  /// wait for that server and have the same deadlines are answered by what was found, without a
  /// connection: their ``Outcome/attempts`` are 0, and their detail names the check that found it. So
  /// are those that wait for a host behind the same jump hosts, logged in to in the same way. A check
  /// with ``AccessCheck/patience`` always asks by itself.
  public var perHost: Int
  /// Whether each outcome has a timeline. Without it a check takes less memory, and a little less
  /// time.
  public var keepsTimelines = true

  /// A verifier; by default a good guest.
  public init(concurrency: Int = 64, perHost: Int = 8) {
    self.concurrency = max(1, concurrency)
    self.perHost = max(1, perHost)
  }

  /// The release of libssh2 that is in use, `1.10.0`.
  public static var libraryVersion: String { SSHLibrary.loaded.version }

  /// Asks everything, and waits for the answers.
  ///
  /// - Parameters:
  ///   - checks: the questions.
  ///   - interrupt: ends the run early when it is requested.
  ///   - report: called with each answer as it comes, and the index of its check.
  ///   - waiting: called when a check is going to be repeated for another reason than before, and the
  ///     index of the check.
  /// - Returns: the answers, in the order of the checks.
  /// - Throws: `noResources` if the machine gives no descriptors.
  public func verify(
    _ checks: [AccessCheck], interrupt: Interrupt? = nil,
    report: (Int, Outcome) -> Void = { _, _ in },
    waiting notify: (Int, WaitingNotice) -> Void = { _, _ in }
  ) throws(VerifierError) -> [Outcome] {
    var outcomes = [Outcome?](repeating: nil, count: checks.count)
    try ask(
      checks, interrupt: interrupt,
      report: { index, outcome in
        outcomes[index] = outcome
        report(index, outcome)
      }, waiting: notify)
    return outcomes.compactMap { $0 }
  }

  /// The same, and keeps no answer: for more checks than should be held in memory.
  ///
  /// - Parameters:
  ///   - checks: the questions. Of a collection that makes them when they are looked at none is kept
  ///     longer than it is under way.
  ///   - interrupt: ends the run early when it is requested; what has no answer yet gets that one.
  ///   - report: called with each answer as it comes, and the index of its check.
  ///   - waiting: called when a check is going to be repeated for another reason than before, and the
  ///     index of the check.
  /// - Throws: `noResources` if the machine gives no descriptors.
  public func ask(
    _ checks: some RandomAccessCollection<AccessCheck>, interrupt: Interrupt? = nil,
    report: (Int, Outcome) -> Void,
    waiting notify: (Int, WaitingNotice) -> Void = { _, _ in }
  ) throws(VerifierError) {
    let wakeUp = try WakeUp()
    let loop = try EventLoop(wakeUp: wakeUp, interrupt: interrupt)
    let checks = CheckList(checks)
    let most = LocalLimit.concurrency(concurrency, of: checks, after: wakeUp.descriptor)
    var scheduler = Scheduler(checks, concurrency: most, perHost: perHost)
    func begin(_ assignment: Assignment) -> Run {
      Run(assignment, keepsTimeline: keepsTimelines, wakeUp: wakeUp, now: Moment.now)
    }
    func collect(_ run: Run) {
      for (index, outcome) in run.takeOutcomes() { report(index, outcome) }
    }
    func breakOff(_ run: Run) {
      run.interrupt()
      collect(run)
    }
    while true {
      while let (assignment, place) = scheduler.next(now: Moment.now) {
        loop.add(Flight(begin(assignment), place: place, now: Moment.now))
      }
      for flight in loop.takeReady() {
        let run = flight.run
        run.advance(now: Moment.now)
        if let notice = run.takeNotice() {
          for question in run.questions { notify(question.index, notice) }
        }
        settle(flight)
        collect(run)
        if run.isOver {
          loop.remove(flight)
          scheduler.end(at: flight.place, rest: run.rest)
        } else {
          loop.update(flight)
        }
        let sightings = run.takeSightings()
        if sightings.isEmpty { continue }
        for (absence, answered) in look(flight, sightings) {
          for assignment in answered {
            let run = begin(assignment)
            run.answer(by: absence)
            collect(run)
          }
        }
        scheduler.resume(flight.place)
      }
      if loop.count == 0, !scheduler.hasTurn, scheduler.resumption == nil { break }
      // Whoever is ready goes on at once, but an interrupt is heard in between.
      let isBusy = loop.hasReady || scheduler.hasTurn
      loop.wait(until: isBusy ? Moment.now : scheduler.resumption)
      guard loop.isInterrupted else { continue }
      // Those that have not begun have an answer as well: that they were interrupted.
      for run in loop.runs { breakOff(run) }
      for assignment in scheduler.drain() { breakOff(begin(assignment)) }
      break
    }
  }

  /// Tells a host's place who was found, there and behind it; the answers for what waits for those
  /// who were not.
  private func look(_ flight: Flight, _ sightings: [Sighting]) -> [(Absence, [Assignment])] {
    sightings.compactMap { sighting in
      let (check, now) = (flight.run.check, Moment.now)
      let isFirst = sighting.depth >= flight.decided
      flight.decided = max(flight.decided, sighting.depth + 1)
      flight.place.note(sighting, of: check, isFirst: isFirst, now: now)
      return flight.place.takeAnswered(at: sighting.depth, of: check, now: now)
    }
  }

  /// Tells a host's place how it bears what is asked of it.
  private func settle(_ flight: Flight) {
    let now = Moment.now
    switch flight.run.takeStrain() {
    case nil: break
    case false?: flight.place.recover()
    case true?:
      flight.place.backOff(now: now)
      // It does not come back before the others may.
      if let end = flight.place.pausedUntil { flight.run.postpone(until: end) }
    }
  }
}
