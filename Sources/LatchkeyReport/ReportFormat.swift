/// The forms that a report comes in.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
  /// For people on a terminal.
  case text
  /// JSON Lines, an object a check: what every other form can be made from.
  case json
  /// JUnit's XML, which CI systems read.
  case junit
  /// The Test Anything Protocol, version 14.
  case tap
  /// The output of a Nagios plugin.
  case nagios
  /// Prometheus's text format, for node_exporter's textfile collector.
  case prometheus
  /// Markdown, for the summary of a CI job.
  case markdown
  /// One self-contained page with the access matrix.
  case html

  /// What writes it.
  public var writer: any ReportWriter {
    switch self {
    case .text: TextWriter()
    case .json: JSONWriter()
    case .junit: JUnitWriter()
    case .tap: TAPWriter()
    case .nagios: NagiosWriter()
    case .prometheus: PrometheusWriter()
    case .markdown: MarkdownWriter()
    case .html: HTMLWriter()
    }
  }

  /// The whole report at once.
  ///
  /// - Parameters:
  ///   - records: the checks, in the report's order.
  ///   - summary: what they come to.
  /// - Returns: the report, as UTF-8.
  public func report(_ records: [CheckRecord], summary: ReportSummary) -> [UInt8] {
    var writer = self.writer
    var bytes = writer.begin(count: records.count + summary.missing)
    for record in records { bytes += writer.add(record) }
    writer.end(summary) { bytes += $0 }
    return bytes
  }
}
