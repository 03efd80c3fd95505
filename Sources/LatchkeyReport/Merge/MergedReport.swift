/// What several reports are together.
public struct MergedReport: Sendable {
  private let packer: RecordPacker
  private let records: [PackedRecord]
  /// What is wrong; empty where the report is whole.
  public let findings: [MergeFinding]
  /// What it comes to. Of checks that are missing there is at least one for each shard whose checks
  /// nobody counted.
  public let summary: ReportSummary

  /// - Parameters:
  ///   - records: in their order.
  ///   - packer: what has packed them.
  init(
    _ records: [PackedRecord], _ packer: RecordPacker, findings: [MergeFinding],
    summary: ReportSummary
  ) {
    self.records = records
    self.packer = packer
    self.findings = findings
    self.summary = summary
  }

  /// How many checks there are.
  public var count: Int { records.count }

  /// Tells the checks, in the plan's order; those whose place is not known, in the order of the
  /// reports, at the end.
  public func forEach(_ body: (CheckRecord) -> Void) throws(ReportError) {
    for record in records { body(try packer.unpack(record)) }
  }

  /// Writes the report in a form.
  ///
  /// - Parameters:
  ///   - time: when it was made, in seconds since 1970.
  ///   - write: takes it piece by piece, as UTF-8.
  public func write(
    as format: ReportFormat, time: Int? = nil, to write: ([UInt8]) -> Void
  ) throws(ReportError) {
    var writer = format.writer
    var summary = summary
    summary.time = time
    write(writer.begin(count: summary.total))
    try forEach { write(writer.add($0)) }
    writer.end(summary, to: write)
  }
}
