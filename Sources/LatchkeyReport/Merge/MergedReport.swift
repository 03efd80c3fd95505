/// What several reports are together.
public struct MergedReport: Sendable, Hashable {
  /// The checks, in the plan's order; those whose place is not known, in the order of the reports,
  /// at the end.
  public let records: [CheckRecord]
  /// What is wrong; empty where the report is whole.
  public let findings: [MergeFinding]
  /// How many checks are missing; at least one for each shard whose checks nobody counted.
  public let missing: Int

  /// What it comes to.
  ///
  /// - Parameter time: when it was made, in seconds since 1970.
  public func summary(time: Int? = nil) -> ReportSummary {
    ReportSummary(records, missing: missing, time: time)
  }
}
