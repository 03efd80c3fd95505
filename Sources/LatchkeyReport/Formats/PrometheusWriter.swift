import LatchkeyVerifier

/// Writes Prometheus's text format (version 0.0.4), as node_exporter's textfile collector reads it.
public struct PrometheusWriter: ReportWriter {
  private var records = ShownRecords()
  private var seen: [String: Int] = [:]

  /// A writer.
  public init() {}

  /// The head of the first metric.
  public mutating func begin(count: Int) -> [UInt8] {
    Lines.bytes(head("latchkey_check_met", "Whether the check found what was expected."))
  }

  /// The check's sample of the first metric.
  public mutating func add(_ record: CheckRecord) -> [UInt8] {
    var record = record
    // A series that stands there twice spoils the whole file for its readers.
    let count = (seen[record.id] ?? 0) + 1
    seen[record.id] = count
    if count > 1 { record.id += " #\(count)" }
    records.append(record, place: records.count, isTold: false)
    let labels = PrometheusLabels(
      place(record) + [
        ("expect", record.expect.rawValue), ("verdict", record.verdict.rawValue),
        ("reason", record.reason),
      ])
    return Lines.bytes(["latchkey_check_met\(labels.text) \(record.met ? 1 : 0)"])
  }

  /// The other metrics.
  public mutating func end(_ summary: ReportSummary, to write: ([UInt8]) -> Void) {
    write(Lines.bytes(head("latchkey_check_duration_seconds", "How long the check took.")))
    for index in 0..<records.count {
      let record = records[index]
      write(
        Lines.bytes([
          "latchkey_check_duration_seconds\(PrometheusLabels(place(record)).text)"
            + " \(record.timings.total.secondsText)"
        ]))
    }
    var lines = head("latchkey_checks", "How many checks have a result.")
    for (result, count) in CheckResult.allCases.map({ ($0.rawValue, summary.count($0)) })
      + [("missing", summary.missing)]
    {
      lines.append("latchkey_checks\(PrometheusLabels([("result", result)]).text) \(count)")
    }
    lines += head("latchkey_run_duration_seconds", "How long the checks took.")
    lines.append("latchkey_run_duration_seconds \(summary.shownTime.secondsText)")
    if let time = summary.time {
      lines += head("latchkey_last_run_timestamp_seconds", "When the checks began.")
      lines.append("latchkey_last_run_timestamp_seconds \(time)")
    }
    write(Lines.bytes(lines))
  }

  private func place(_ record: CheckRecord) -> [(name: String, value: String)] {
    [
      ("check", record.id), ("host", record.hostLabel), ("user", record.user),
      ("key", record.keyLabel ?? ""),
    ]
  }

  private func head(_ name: String, _ help: String) -> [String] {
    ["# HELP \(name) \(help)", "# TYPE \(name) gauge"]
  }
}
