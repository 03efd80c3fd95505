import FoundationEssentials
import Synchronization

/// A moment as calendars write it, in UTC, to the second. Formatters of Foundation cost more than
/// all the rest of an answer.
struct CivilTime {
  private let days: Int
  private let seconds: Int
  /// The year, 2026.
  let year: Int
  /// The month, from 1.
  let month: Int
  /// The day of the month, from 1.
  let day: Int

  /// The calendar's view of a moment; fractions of a second are cut off.
  init(_ date: Date) {
    let total = Int(date.timeIntervalSince1970.rounded(.down))
    days = Int((Double(total) / 86_400).rounded(.down))
    seconds = total - days * 86_400
    // Gregorian date from a day count, counted from 1 March of year 0 so that the leap day is the
    // last of its year, in eras of 400 years (146,097 days).
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// RFC 3339, as AWS writes times: `2026-11-23T09:20:07Z`.
  var iso8601: String {
    "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))T\(clock)Z"
  }

  /// The text of the second that was asked for last: every answer of a second has the same date.
  private static let lastDate = Mutex<(second: Int, text: String)>((.min, ""))

  /// RFC 9110 §5.6.7, as HTTP's `Date` has it: `Mon, 23 Nov 2026 09:20:07 GMT`.
  var httpDate: String {
    let second = days * 86_400 + seconds
    return Self.lastDate.withLock { last in
      if last.second != second { last = (second, writtenDate) }
      return last.text
    }
  }

  private var writtenDate: String {
    // Day 0, 1 January 1970, was a Thursday.
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((days % 7) + 7) % 7]
    let name = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][month - 1]
    return "\(weekday), \(Self.padded(day)) \(name) \(Self.padded(year, 4)) \(clock) GMT"
  }

  /// The hour, 0 to 23.
  var hour: Int { seconds / 3600 }
  /// The minute.
  var minute: Int { seconds / 60 % 60 }
  /// The second.
  var second: Int { seconds % 60 }

  private var clock: String {
    "\(Self.padded(hour)):\(Self.padded(minute)):\(Self.padded(second))"
  }

  static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
