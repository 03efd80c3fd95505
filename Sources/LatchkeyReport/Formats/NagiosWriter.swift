/// Writes the output of a Nagios plugin, by the Monitoring Plugins' guidelines: one line with the
/// state and the performance data, then a line for each of the first checks that are not as
/// expected.
public struct NagiosWriter: ReportWriter {
  private var failures: [String] = []
  private var failureCount = 0

  /// A plugin's output is cut by many of its readers, at 4 KiB or so.
  private static let shownFailures = 20

  /// A writer.
  public init() {}

  /// Nothing.
  public mutating func begin(count: Int) -> [UInt8] { [] }

  /// Nothing yet.
  public mutating func add(_ record: CheckRecord) -> [UInt8] {
    guard record.result != .met else { return [] }
    failureCount += 1
    if failures.count < Self.shownFailures {
      failures.append(plain("\(record.id): \(record.verdictWords) (\(record.reasonWords))"))
    }
    return []
  }

  /// The whole output.
  public mutating func end(_ summary: ReportSummary, to write: ([UInt8]) -> Void) {
    let state = NagiosState(summary).word
    let total = summary.total
    // 'label'=value[unit];[warn];[crit];[min];[max]
    var data = CheckResult.allCases.map { result in
      let critical = result == .unmet ? "0" : ""
      return "\(result.rawValue)=\(summary.count(result));;\(critical);0;\(total)"
    }
    data.append("missing=\(summary.missing);;;0;\(total)")
    data.append("time=\(summary.shownTime.secondsText)s;;;0;")
    var lines = ["LATCHKEY \(state) - \(summary.line) | \(data.joined(separator: " "))"]
    lines += failures
    if failureCount > failures.count {
      lines.append("and \(failureCount - failures.count) more")
    }
    write(Lines.bytes(lines))
  }

  /// A bar begins performance data, in every line; with a combining mark, too, which makes it another
  /// character.
  private func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in Visible.line(text).unicodeScalars { plain.append(scalar == "|" ? "/" : scalar) }
    return String(String(plain).prefix(150))
  }
}
