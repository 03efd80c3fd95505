import Testing

@testable import LatchkeyReport

@Suite struct DurationTests {
  @Test(arguments: [
    (Duration.zero, Duration.zero), (.nanoseconds(499), .zero),
    (.nanoseconds(500), .microseconds(1)),
    (.nanoseconds(-500), .microseconds(-1)), (.nanoseconds(-1499), .microseconds(-1)),
    (.seconds(3) + .nanoseconds(999_999_999), .seconds(4)), (.seconds(-2), .seconds(-2)),
  ])
  func `the nearest microsecond is taken`(time: Duration, nearest: Duration) {
    #expect(time.inMicroseconds == nearest)
  }

  @Test(arguments: [
    (Duration.zero, "0 ms", "0.000"), (.microseconds(499), "0 ms", "0.000"),
    (.microseconds(1500), "2 ms", "0.002"), (.milliseconds(9999), "9999 ms", "9.999"),
    (.milliseconds(10_000), "10 s", "10.000"), (.milliseconds(12_345), "12 s", "12.345"),
  ])
  func `times are told in short`(time: Duration, words: String, seconds: String) {
    #expect(time.words == words)
    #expect(time.secondsText == seconds)
  }
}
