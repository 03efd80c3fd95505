/// Writes JSON Lines: one object a check (schema/latchkey-report.schema.json).
public struct JSONWriter: ReportWriter {
  /// A writer.
  public init() {}

  /// Nothing.
  public mutating func begin(count: Int) -> [UInt8] { [] }

  /// The check's object.
  public mutating func add(_ record: CheckRecord) -> [UInt8] { Array(record.jsonLine.utf8) }

  /// Nothing.
  public mutating func end(_ summary: ReportSummary, to write: ([UInt8]) -> Void) {}
}
