/// Decides what is begun when: by host, so that no host is asked more than it can bear and a busy
/// one holds nobody up.
struct Scheduler {
  private var places: [String: Place] = [:]
  /// The hosts that may be asked something, in turn. A host is in it once.
  private var turns: ArraySlice<Place> = []
  /// The hosts that wait for their pause to end.
  private var paused: [Place] = []
  private var free: Int

  /// - Parameters:
  ///   - checks: the questions.
  ///   - concurrency: how many connections there are at once.
  ///   - perHost: how many of them to one host.
  init(_ checks: CheckList, concurrency: Int, perHost: Int) {
    free = concurrency
    for index in 0..<checks.count {
      let check = checks[index]
      place(of: check, most: perHost).append(Question(index, of: checks), check)
    }
  }

  /// What may begin now, and the host that it counts for.
  mutating func next(now: Moment) -> (Assignment, Place)? {
    if free == 0 { return nil }
    wake(now)
    while let place = turns.popFirst() {
      guard place.isReady(now: now) else {
        // A full host comes back when one of its connections ends.
        if let end = place.resumption, now < end, !place.isEmpty {
          paused.append(place)
        } else {
          place.isQueued = false
        }
        continue
      }
      guard let assignment = place.begin(now: now) else { continue }
      turns.append(place)
      free -= 1
      return (assignment, place)
    }
    return nil
  }

  /// Whether something may begin at once.
  var hasTurn: Bool { free > 0 && !turns.isEmpty }

  /// When a host's pause ends; `nil` where none has one, or nothing could begin then.
  var resumption: Moment? {
    // One whose pause was called off may go on at once.
    free == 0 ? nil : paused.map { $0.resumption ?? Moment.now }.min()
  }

  /// One is over.
  ///
  /// - Parameter rest: what it did not answer.
  mutating func end(at place: Place, rest: [Assignment]) {
    free += 1
    place.end()
    place.append(rest)
    resume(place)
  }

  /// A host may be asked more than a moment ago.
  mutating func resume(_ place: Place) {
    if place.isEmpty || place.isQueued { return }
    place.isQueued = true
    turns.append(place)
  }

  /// Hands out everything that has not begun, in the order of the checks.
  func drain() -> [Assignment] {
    places.values.flatMap { $0.drain() }
      .sorted { $0.questions[0].index < $1.questions[0].index }
  }

  private mutating func wake(_ now: Moment) {
    if paused.isEmpty { return }
    func isOver(_ place: Place) -> Bool { place.resumption.map { now >= $0 } ?? true }
    turns += paused.filter(isOver)
    paused.removeAll(where: isOver)
  }

  /// The server whose patience a check takes, host and port: with jump hosts, the first of them. What
  /// a server bears (MaxStartups, PerSourcePenalties) it counts by itself, and behind one address the
  /// ports may be forwarded to machines of their own.
  private mutating func place(of check: AccessCheck, most: Int) -> Place {
    let (host, port) = check.jumps.first.map { ($0.host, $0.port) } ?? (check.host, check.port)
    let name = "\(host.lowercased()) \(port)"
    if let place = places[name] { return place }
    let fresh = Place(most: most)
    places[name] = fresh
    turns.append(fresh)
    return fresh
  }
}
