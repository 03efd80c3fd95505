import FoundationEssentials

/// A moment as ISO 9660 writes it, in UTC.
struct ISOTime {
  private let time: CivilTime

  init(_ date: Date) { time = CivilTime(date) }

  /// ECMA-119 §9.1.5: year from 1900, month, day, hour, minute, second, quarters of an hour from UTC.
  var short: [UInt8] {
    [time.year - 1900, time.month, time.day, time.hour, time.minute, time.second, 0].map {
      UInt8(clamping: $0)
    }
  }

  /// ECMA-119 §8.4.26.1: the same in digits, with hundredths of a second.
  var long: [UInt8] {
    let parts = [time.month, time.day, time.hour, time.minute, time.second, 0]
    return Array(
      (CivilTime.padded(time.year, 4) + parts.map { CivilTime.padded($0) }.joined()).utf8)
      + [0]
  }

  /// No moment.
  static let none = [UInt8](repeating: 0x30, count: 16) + [0]
}
