/// The hosts behind a jump host: whom somebody looks for, who is missed, and what waits for those.
struct HostsBehind {
  // A host has an entry only as long as it matters; most of a thousand have none.
  private var presences: [Way: Presence] = [:]
  private var held: [Way: [Assignment]] = [:]

  /// Whether nothing waits for a host that is missed.
  var isEmpty: Bool { held.isEmpty }

  /// When one of those that are missed should be looked for again; `nil` where none is, or each is
  /// being looked for.
  var nextLook: Moment? {
    held.keys.compactMap { presences[$0]?.nextLook }.min()
  }

  /// A connection begins.
  mutating func begin(_ check: AccessCheck) {
    for way in Way.all(of: check) { presences[way, default: Presence()].begin() }
  }

  /// A connection has found something of a host.
  ///
  /// - Parameter isFirst: whether it is the first that this one finds of that host.
  /// - Returns: what need not be held back any longer.
  mutating func note(
    _ sighting: Sighting, at way: Way, isFirst: Bool, now: Moment
  ) -> [Assignment] {
    presences[way, default: Presence()].note(sighting.absence, isFirst: isFirst, now: now)
    if isMissed(way) { return [] }
    defer { forget(way) }
    return held.removeValue(forKey: way) ?? []
  }

  /// Whether nobody was found at a host when somebody last looked.
  func isMissed(_ way: Way) -> Bool { presences[way]?.isMissed ?? false }

  /// Holds back what goes to a host or through it: what waited, and what waits for a host behind that.
  mutating func hold(_ way: Way, _ waiting: [Assignment]) {
    func isShared(_ assignment: Assignment) -> Bool { way.isShared(by: assignment.check) }
    var found = waiting
    for (other, others) in held where other.depth > way.depth {
      let shared = others.filter(isShared)
      if shared.isEmpty { continue }
      found += shared
      let rest = others.filter { !isShared($0) }
      held[other] = rest.isEmpty ? nil : rest
      forget(other)
    }
    if !found.isEmpty { held[way, default: []] += found }
  }

  /// Hands out what looks once more for a host that is missed, where it is time for that.
  mutating func takeLook(now: Moment) -> Assignment? {
    let due = held.keys.first { presences[$0]?.nextLook.map { now >= $0 } ?? false }
    guard let due, var waiting = held[due] else { return nil }
    let look = waiting.removeFirst()
    held[due] = waiting.isEmpty ? nil : waiting
    return look
  }

  /// Hands out what waits for a host, with what is known of it, where nobody is surely there.
  mutating func takeMissed(
    _ way: Way, now: Moment
  ) -> (absence: Absence, waiting: [Assignment])? {
    guard let absence = presences[way]?.takeAbsence(now: now) else { return nil }
    defer { forget(way) }
    return (absence, held.removeValue(forKey: way) ?? [])
  }

  /// Hands out all that is held back.
  mutating func drain() -> [Assignment] {
    defer { held = [:] }
    return held.values.flatMap { $0 }
  }

  /// Drops what is known of a host that nothing waits for, or of which there is nothing to know.
  mutating func forget(_ way: Way) {
    if held[way] == nil, presences[way]?.isLookedFor == false { presences[way] = nil }
  }
}
