import Glibc

/// A moment of this machine's clock that nobody sets and that goes on while the machine sleeps: what
/// `ContinuousClock.Instant` is, too.
///
/// That one's layout is the standard library's secret, so each that is copied or compared takes calls
/// through tables, and a check does so hundreds of times; this one is a number.
struct Moment: Comparable, Sendable {
  private let nanoseconds: Int64

  private init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// This moment.
  static var now: Self {
    var time = timespec()
    unsafe clock_gettime(CLOCK_BOOTTIME, &time)
    return Self(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// How many milliseconds are left from another moment on, rounded up: whoever waits for so long
  /// finds that the moment has come.
  func milliseconds(after other: Self) -> Int64 {
    let left = nanoseconds - other.nanoseconds
    return left <= 0 ? 0 : (left - 1) / 1_000_000 + 1
  }

  static func < (one: Self, other: Self) -> Bool { one.nanoseconds < other.nanoseconds }

  static func - (end: Self, start: Self) -> Duration {
    .nanoseconds(end.nanoseconds - start.nanoseconds)
  }

  /// The moment so much later; at most the last that there is, three hundred years from the start of
  /// the machine.
  static func + (start: Self, time: Duration) -> Self {
    let (seconds, attoseconds) = time.components
    let (whole, isLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, isLarger) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
    let (end, isLargest) = start.nanoseconds.addingReportingOverflow(sum)
    let last = seconds < 0 ? Int64.min : .max
    return Self(nanoseconds: isLarge || isLarger || isLargest ? last : end)
  }

  static func += (moment: inout Self, time: Duration) { moment = moment + time }
}
