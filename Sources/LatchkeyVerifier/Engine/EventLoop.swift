import Glibc

/// What is under way, and who of it can go on: descriptors and deadlines. Each wake-up costs as much
/// as there is to do.
final class EventLoop {
  /// What is under way.
  private(set) var count = 0
  /// Whether the run was interrupted.
  private(set) var isInterrupted = false

  private let poller: Poller
  private let wakeUp: WakeUp
  private let interrupt: Interrupt?
  private var deadlines = DeadlineHeap()
  private var ready: [Flight] = []
  private var owners: [Int32: Flight] = [:]
  /// Those whose look-up signals through `wakeUp`, which does not say whose it is.
  private var lookingUp: [ObjectIdentifier: Flight] = [:]
  private var flights: [ObjectIdentifier: Flight] = [:]

  init(wakeUp: WakeUp, interrupt: Interrupt?) throws(VerifierError) {
    poller = try Poller()
    self.wakeUp = wakeUp
    self.interrupt = interrupt
    for descriptor in [wakeUp.descriptor, interrupt?.descriptor].compactMap({ $0 }) {
      poller.watch(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
    }
  }

  /// Whether somebody can go on at once.
  var hasReady: Bool { !ready.isEmpty }

  /// Everything under way, in the order of the checks.
  var runs: [Run] {
    flights.values.map(\.run).sorted { $0.questions[0].index < $1.questions[0].index }
  }

  /// Takes what begins.
  func add(_ flight: Flight) {
    count += 1
    flights[ObjectIdentifier(flight)] = flight
    mark(flight)
  }

  /// Hands out those that can go on.
  func takeReady() -> [Flight] {
    defer { ready = [] }
    for flight in ready { flight.isReady = false }
    return ready
  }

  /// Notes what a flight waits for now.
  func update(_ flight: Flight) {
    let conversation = flight.run.conversation
    let polls = conversation?.polls ?? []
    for descriptor in flight.descriptors where !polls.contains(where: { $0.fd == descriptor }) {
      release(descriptor, of: flight)
    }
    flight.descriptors.removeAll(keepingCapacity: true)
    for entry in polls {
      owners[entry.fd] = flight
      poller.watch(entry)
      flight.descriptors.append(entry.fd)
    }
    let isLookingUp = conversation?.isLookingUp == true
    if isLookingUp || !lookingUp.isEmpty {
      lookingUp[ObjectIdentifier(flight)] = isLookingUp ? flight : nil
    }
    // Its bytes were read and not yet used: no descriptor will tell.
    if conversation?.hasMore == true { mark(flight) }
    deadlines.set(flight, due: conversation?.deadline ?? flight.run.resumption)
  }

  /// Lets go of what is over.
  func remove(_ flight: Flight) {
    for descriptor in flight.descriptors { release(descriptor, of: flight) }
    flight.descriptors = []
    deadlines.remove(flight)
    lookingUp[ObjectIdentifier(flight)] = nil
    flights[ObjectIdentifier(flight)] = nil
    count -= 1
  }

  /// Waits until somebody can go on.
  ///
  /// - Parameter next: when the caller has something to do.
  func wait(until next: Moment?) {
    var until = Moment.now + .seconds(60)
    if let next { until = min(until, next) }
    if let first = deadlines.first { until = min(until, first.due) }
    for descriptor in poller.wait(until: until) {
      if descriptor == wakeUp.descriptor {
        wakeUp.drain()
        for flight in lookingUp.values { mark(flight) }
      } else if descriptor == interrupt?.descriptor {
        isInterrupted = true
      } else if let flight = owners[descriptor] {
        mark(flight)
      }
    }
    let now = Moment.now
    while let first = deadlines.first, first.due <= now {
      deadlines.remove(first)
      mark(first)
    }
  }

  private func mark(_ flight: Flight) {
    if flight.isReady { return }
    flight.isReady = true
    ready.append(flight)
  }

  /// A number that somebody else has by now is theirs.
  private func release(_ descriptor: Int32, of flight: Flight) {
    guard owners[descriptor] === flight else { return }
    owners[descriptor] = nil
    poller.forget(descriptor)
  }
}
