import Glibc
import Synchronization

/// The times of a log, as RFC 3339 has them: in UTC, to the millisecond.
enum LogTime {
  /// The second that was asked for last, up to its point: many lines are of one second.
  private static let last = Mutex<(second: Int, text: String)>((.min, ""))

  /// This moment, `2026-11-25T19:23:47.123Z`.
  static func now() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let second = last.withLock { last in
      if last.second != time.tv_sec { last = (time.tv_sec, text(of: time.tv_sec)) }
      return last.text
    }
    return second + padded(time.tv_nsec / 1_000_000, 3) + "Z"
  }

  private static func text(of second: Int) -> String {
    var second = second
    var parts = tm()
    gmtime_r(&second, &parts)
    let day =
      padded(Int(parts.tm_year) + 1900, 4) + "-" + padded(Int(parts.tm_mon) + 1) + "-"
      + padded(Int(parts.tm_mday))
    let clock =
      padded(Int(parts.tm_hour)) + ":" + padded(Int(parts.tm_min)) + ":"
      + padded(Int(parts.tm_sec))
    return day + "T" + clock + "."
  }

  private static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
