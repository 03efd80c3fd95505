import FoundationEssentials

/// A time as ISO 8601 has it, in UTC.
enum Timestamp {
  /// `2026-11-25T23:15:00Z`.
  ///
  /// - Parameter seconds: since 1970.
  static func text(_ seconds: Int) -> String {
    Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
  }
}
