/// Writes a report in one form: what can be written at once is, what needs all checks comes at the
/// end.
public protocol ReportWriter: Sendable {
  /// Begins the report.
  ///
  /// - Parameter count: how many checks there are to be, those included of which nothing will be
  ///   known.
  /// - Returns: what can be written now, as UTF-8.
  mutating func begin(count: Int) -> [UInt8]

  /// Takes the next check, in the report's order.
  ///
  /// - Returns: what can be written now.
  mutating func add(_ record: CheckRecord) -> [UInt8]

  /// Ends the report.
  ///
  /// - Parameters:
  ///   - summary: what all that was added comes to.
  ///   - write: takes what remains to be written, piece by piece, as UTF-8.
  mutating func end(_ summary: ReportSummary, to write: ([UInt8]) -> Void)
}
