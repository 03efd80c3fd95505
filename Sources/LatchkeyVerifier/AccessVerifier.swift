import Glibc

/// Asks servers whether keys get in: any number of checks, all driven by the one thread that calls.
public struct AccessVerifier: Sendable {
  /// How many checks are under way at once.
  public var concurrency: Int
  /// How many of them at one host: more than ten unauthenticated connections make a default OpenSSH
  /// drop some (MaxStartups).
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
    var outcomes = [Outcome?](repeating: nil, count: checks.count)
    // Refusals weigh on a server's patience with this address, so what is to be allowed goes first.
    let order = Array(checks.enumerated())
    var waiting = ArraySlice(
      order.filter { $0.element.expectation != .deny }
        + order.filter { $0.element.expectation == .deny })
    var active: [Run] = []
    var hosts: [String: Int] = [:]
    while !waiting.isEmpty || !active.isEmpty {
      start(&waiting, &active, &hosts, wakeUp)
      let now = ContinuousClock.now
      for run in active where run.isReady {
        run.advance(now: now)
        if let notice = run.takeNotice() { notify(run.index, notice) }
      }
      active.removeAll { run in
        guard let outcome = run.outcome else { return false }
        outcomes[run.index] = outcome
        hosts[Self.place(run.check), default: 1] -= 1
        report(run.index, outcome)
        return true
      }
      if active.isEmpty || active.contains(where: \.isReady) { continue }
      if poll(active, wakeUp, interrupt) {
        // Those that have not begun have an answer as well: that they were interrupted.
        let now = ContinuousClock.now
        active += waiting.map { Run($0.element, index: $0.offset, wakeUp: wakeUp, now: now) }
        waiting = []
        for run in active { run.interrupt() }
      }
    }
    return outcomes.compactMap { $0 }
  }

  /// Starts what may start, in order, passing over those whose host is busy.
  private func start(
    _ waiting: inout ArraySlice<(offset: Int, element: AccessCheck)>, _ active: inout [Run],
    _ hosts: inout [String: Int], _ wakeUp: WakeUp
  ) {
    if active.count >= concurrency || waiting.isEmpty { return }
    let now = ContinuousClock.now
    var held: [(offset: Int, element: AccessCheck)] = []
    while active.count < concurrency, let next = waiting.popFirst() {
      let place = Self.place(next.element)
      if hosts[place, default: 0] >= perHost {
        held.append(next)
        continue
      }
      hosts[place, default: 0] += 1
      active.append(Run(next.element, index: next.offset, wakeUp: wakeUp, now: now))
    }
    if !held.isEmpty { waiting = ArraySlice(held + Array(waiting)) }
  }

  /// Waits until a check can go on, and marks those that can. Returns whether the run was
  /// interrupted.
  private func poll(_ active: [Run], _ wakeUp: WakeUp, _ interrupt: Interrupt?) -> Bool {
    var entries = [
      pollfd(fd: wakeUp.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: interrupt?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    var next = ContinuousClock.now + .seconds(60)
    var owners: [Run] = []
    for run in active {
      next = min(next, run.conversation?.deadline ?? run.resumption)
      let polls = run.conversation?.polls ?? []
      entries += polls
      owners += repeatElement(run, count: polls.count)
    }
    // Rounded up, so that what waits for the clock finds that it has come.
    let left = (next - ContinuousClock.now) / .milliseconds(1)
    let hasMore = active.contains { $0.conversation?.hasMore ?? false }
    let pause = hasMore ? 0 : Int32(max(0, left).rounded(.up))
    _ = unsafe Glibc.poll(&entries, nfds_t(entries.count), pause)
    let now = ContinuousClock.now
    for run in active {
      let due = run.conversation?.deadline ?? run.resumption
      let isUnfinished = run.conversation.map { $0.isLookingUp || $0.hasMore } ?? false
      run.isReady = now >= due || isUnfinished
    }
    for (run, entry) in zip(owners, entries.dropFirst(2)) where entry.revents != 0 {
      run.isReady = true
    }
    if entries[0].revents != 0 { wakeUp.drain() }
    return entries[1].revents != 0
  }

  /// The host whose patience a check takes: with jump hosts, the first of them.
  private static func place(_ check: AccessCheck) -> String {
    (check.jumps.first?.host ?? check.host).lowercased()
  }
}
