/// Asks servers whether keys get in: any number of checks, all driven by the one thread that calls.
public struct AccessVerifier: Sendable {
  /// How many checks are under way at once.
  public var concurrency: Int
  /// How many of them at one host: more than ten unauthenticated connections make a default OpenSSH
  /// drop some (MaxStartups).
  ///
  /// The checks of one user that are to be refused share connections, five keys on each, and come
  /// after those that are to be allowed. A host that says that it has too much to do is left alone
  /// for a while, and gets half as many connections from then on.
  public var perHost: Int

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
    let wakeUp = try WakeUp()
    let loop = try EventLoop(wakeUp: wakeUp, interrupt: interrupt)
    var scheduler = Scheduler(checks, concurrency: concurrency, perHost: perHost)
    var outcomes = [Outcome?](repeating: nil, count: checks.count)
    func collect(_ run: Run) {
      for (index, outcome) in run.takeOutcomes() {
        outcomes[index] = outcome
        report(index, outcome)
      }
    }
    while true {
      while let (assignment, place) = scheduler.next(now: ContinuousClock.now) {
        let now = ContinuousClock.now
        loop.add(Flight(Run(assignment, wakeUp: wakeUp, now: now), place: place, now: now))
      }
      for flight in loop.takeReady() {
        let run = flight.run
        run.advance(now: ContinuousClock.now)
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
      }
      if loop.count == 0, !scheduler.hasTurn, scheduler.resumption == nil { break }
      // Whoever is ready goes on at once, but an interrupt is heard in between.
      let isBusy = loop.hasReady || scheduler.hasTurn
      loop.wait(until: isBusy ? ContinuousClock.now : scheduler.resumption)
      guard loop.isInterrupted else { continue }
      // Those that have not begun have an answer as well: that they were interrupted.
      let now = ContinuousClock.now
      let waiting = scheduler.drain().map { Run($0, wakeUp: wakeUp, now: now) }
      for run in loop.runs + waiting {
        run.interrupt()
        collect(run)
      }
      break
    }
    return outcomes.compactMap { $0 }
  }

  /// Tells a host's place how it bears what is asked of it.
  private func settle(_ flight: Flight) {
    let now = ContinuousClock.now
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
