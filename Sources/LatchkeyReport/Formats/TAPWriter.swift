import LatchkeyJSON
import LatchkeyVerifier

/// Writes the Test Anything Protocol, version 14 (testanything.org): a test point a check, with a
/// YAML block of what was found where it is not as expected.
///
/// A check that was interrupted is skipped, and the run bails out, so that no harness takes it for
/// a success; of a check that is missing, the plan tells.
public struct TAPWriter: ReportWriter {
  private var number = 0

  /// A writer.
  public init() {}

  /// The version and the plan.
  public mutating func begin(count: Int) -> [UInt8] {
    Array("TAP version 14\n1..\(count)\(count == 0 ? " # SKIP no checks" : "")\n".utf8)
  }

  /// The check's test point.
  public mutating func add(_ record: CheckRecord) -> [UInt8] {
    number += 1
    let result = record.result
    let word = result == .met || result == .interrupted ? "ok" : "not ok"
    var line = "\(word) \(number) - \(escaped("\(record.id): \(record.verdictWords)"))"
    if result == .interrupted { line += " # SKIP interrupted" }
    var lines = [line, "  ---"]
    if result != .met { lines += diagnosis(record).map { "  \($0.name): \(quoted($0.value))" } }
    lines.append("  duration_ms: \(JSONValue.decimal(record.timings.total.milliseconds).text)")
    lines.append("  ...")
    return Lines.bytes(lines)
  }

  /// Where checks were interrupted, that the run is not whole.
  public mutating func end(_ summary: ReportSummary, to write: ([UInt8]) -> Void) {
    let interrupted = summary.count(.interrupted)
    if interrupted == 0 { return }
    write(Lines.bytes(["Bail out! interrupted: \(interrupted) of \(summary.total) checks"]))
  }

  private func diagnosis(_ record: CheckRecord) -> [(name: String, value: String)] {
    let members: [(String, String?)] = [
      ("message", record.detail), ("severity", record.result == .unmet ? "fail" : "comment"),
      ("expect", record.expect.rawValue), ("verdict", record.verdict.rawValue),
      ("stage", record.stage.rawValue), ("reason", record.reason), ("remedy", record.remedy),
      ("key", record.keyLabel), ("host", record.hostLabel), ("user", record.user),
    ]
    return members.compactMap { name, value in value.map { (name, $0) } }
  }

  /// A description: a backslash and a number sign are escaped, which would begin a directive. Where
  /// one would (older readers know no escapes), the sign is written out.
  private func escaped(_ text: String) -> String {
    let text = Visible.line(text)
    var result = ""
    for index in text.indices {
      switch text[index] {
      case "\\": result += "\\\\"
      case "#":
        let rest = text[text.index(after: index)...].drop { $0 == " " }.prefix(4).lowercased()
        result += rest == "skip" || rest == "todo" ? "\\\\u{23}" : "\\#"
      default: result.append(text[index])
      }
    }
    return result
  }

  /// A double-quoted scalar of YAML 1.2 §7.3.1: of visible text, it is JSON's.
  private func quoted(_ text: String) -> String { JSONValue.string(Visible.line(text)).text }
}
