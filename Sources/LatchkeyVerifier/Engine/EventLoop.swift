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
  /// Whose each descriptor is, by its number: the kernel gives the lowest that is free.
  private var owners: [Flight?] = []
  /// Those whose look-up signals through `wakeUp`, which does not say whose it is.
  private var lookingUp: [ObjectIdentifier: Flight] = [:]

  init(wakeUp: WakeUp, interrupt: Interrupt?) throws(VerifierError) {
    poller = try Poller()
    self.wakeUp = wakeUp
    self.interrupt = interrupt
    for descriptor in [wakeUp.descriptor, interrupt?.descriptor].compactMap({ $0 }) {
      poller.watch(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), isNew: true)
    }
  }

  /// Whether somebody can go on at once.
  var hasReady: Bool { !ready.isEmpty }

  /// Everything under way, in the order of the checks.
  var runs: [Run] {
    (deadlines.flights + ready.filter { $0.position == nil }).map(\.run)
      .sorted { $0.questions[0].index < $1.questions[0].index }
  }

  /// Takes what begins.
  func add(_ flight: Flight) {
    count += 1
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
    if let standing = conversation?.standing {
      // Nearly always it is watched already, and for that: the socket has stood since it was.
      if !flight.isWatched(alone: standing) { watch([standing], for: flight) }
    } else {
      watch(conversation?.polls ?? [], for: flight)
    }
    let isLookingUp = conversation?.isLookingUp == true
    if isLookingUp || !lookingUp.isEmpty {
      lookingUp[ObjectIdentifier(flight)] = isLookingUp ? flight : nil
    }
    // Its bytes were read and not yet used: no descriptor will tell.
    if conversation?.hasMore == true { mark(flight) }
    deadlines.set(flight, due: conversation?.deadline ?? flight.run.resumption)
  }

  /// Lets go of what is over. What it had open is closed, and the kernel has let go of that by itself.
  func remove(_ flight: Flight) {
    for entry in flight.watched where owner(of: entry.fd) === flight { own(entry.fd, by: nil) }
    flight.watched = []
    deadlines.remove(flight)
    if !lookingUp.isEmpty { lookingUp[ObjectIdentifier(flight)] = nil }
    count -= 1
  }

  /// Waits until somebody can go on.
  ///
  /// - Parameter next: when the caller has something to do.
  func wait(until next: Moment?) {
    let due = deadlines.first?.due
    let until = if let next, let due { min(next, due) } else { next ?? due }
    poller.wait(until: until) { descriptor in
      if let flight = owner(of: descriptor) {
        mark(flight)
      } else if descriptor == wakeUp.descriptor {
        wakeUp.drain()
        for flight in lookingUp.values { mark(flight) }
      } else if descriptor == interrupt?.descriptor {
        isInterrupted = true
      } else {
        poller.forget(descriptor)
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

  private func watch(_ polls: [pollfd], for flight: Flight) {
    // A number that somebody else has by now is theirs.
    for old in flight.watched where owner(of: old.fd) === flight {
      if polls.contains(where: { $0.fd == old.fd }) { continue }
      own(old.fd, by: nil)
      poller.forget(old.fd)
    }
    for entry in polls {
      poller.watch(entry, isNew: owner(of: entry.fd) == nil)
      own(entry.fd, by: flight)
    }
    flight.watched = polls
  }

  private func owner(of descriptor: Int32) -> Flight? {
    owners.indices.contains(Int(descriptor)) ? owners[Int(descriptor)] : nil
  }

  private func own(_ descriptor: Int32, by flight: Flight?) {
    let missing = Int(descriptor) + 1 - owners.count
    if missing > 0 { owners += Array(repeating: nil, count: missing) }
    owners[Int(descriptor)] = flight
  }
}
