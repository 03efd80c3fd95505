import Testing

@testable import LatchkeyVerifier

@Suite struct MomentTests {
  private let now = Moment.now

  @Test func `what lies between two is what was added`() {
    for time in [.zero, .nanoseconds(1), .milliseconds(-3), .seconds(86_400)] as [Duration] {
      #expect((now + time) - now == time)
      #expect((now + time < now) == (time < .zero))
    }
  }

  @Test func `one that is too far away is the last, or the first, that there is`() {
    let last = now + .seconds(Int64.max)
    #expect(last > now + .seconds(200 * 365 * 86_400))
    #expect(last + .seconds(1) == last)
    #expect(now + .seconds(Int64.min) < now + .seconds(-200 * 365 * 86_400))
  }

  @Test(
    arguments: [
      (Duration.zero, 0), (.nanoseconds(1), 1), (.milliseconds(1), 1), (.nanoseconds(1_000_001), 2),
      (.seconds(10), 10_000), (.milliseconds(-5), 0),
    ] as [(Duration, Int64)])
  func `a wait for it is not too short`(time: Duration, milliseconds: Int64) {
    #expect((now + time).milliseconds(after: now) == milliseconds)
  }

  @Test func `it goes as the clock does`() {
    let (begin, clock) = (Moment.now, ContinuousClock.now)
    while Moment.now - begin < .milliseconds(20) {}
    #expect(ContinuousClock.now - clock >= .milliseconds(19))
  }
}
