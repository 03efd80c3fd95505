import Testing

@testable import LatchkeyVerifier

/// When what one connection did not find answers those that wait.
@Suite struct PresenceTests {
  private let now = Moment.now

  private func absence(from start: Moment) -> Absence {
    Absence(id: "x", evidence: Evidence(), hops: [], deadlines: Deadlines(), start: start)
  }

  /// What was found after some connections, and when.
  private func presence(_ begun: Int) -> Presence {
    var presence = Presence()
    for _ in 0..<begun { presence.begin() }
    return presence
  }

  @Test func `one that took longer than a second to find nobody speaks for all`() {
    var presence = presence(1)
    let later = now + .seconds(10)
    presence.note(absence(from: now), isFirst: true, now: later)
    #expect(presence.takeAbsence(now: later)?.id == "x")
    #expect(presence.takeAbsence(now: later) == nil)
    #expect(presence.mayBegin)
  }

  @Test func `a quick refusal is asked about once more, a second later`() {
    var presence = presence(1)
    presence.note(absence(from: now), isFirst: true, now: now)
    #expect(presence.takeAbsence(now: now) == nil)
    #expect(presence.nextLook == now + .seconds(1))
    presence.begin()
    #expect(!presence.mayBegin && presence.nextLook == nil)
    let later = now + .milliseconds(1100)
    presence.note(absence(from: now + .seconds(1)), isFirst: true, now: later)
    #expect(presence.takeAbsence(now: later) != nil)
  }

  @Test func `nothing is concluded while another may find somebody`() {
    var presence = presence(2)
    let later = now + .seconds(10)
    presence.note(absence(from: now), isFirst: true, now: later)
    #expect(presence.takeAbsence(now: later) == nil && !presence.mayBegin)
    presence.note(nil, isFirst: true, now: later)
    #expect(presence.takeAbsence(now: later) == nil && presence.mayBegin)
  }

  @Test func `one that began before somebody was seen tells nothing`() {
    var presence = presence(2)
    presence.note(nil, isFirst: true, now: now + .seconds(1))
    let later = now + .seconds(10)
    presence.note(absence(from: now), isFirst: true, now: later)
    #expect(presence.takeAbsence(now: later) == nil && presence.mayBegin)
    presence.begin()
    presence.note(absence(from: later), isFirst: true, now: later + .seconds(10))
    #expect(presence.takeAbsence(now: later + .seconds(10)) != nil)
  }
}
