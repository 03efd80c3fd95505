import LatchkeyVerifier

/// Writes for people: a line a check that says it all, and what goes with it indented below.
public struct TextWriter: ReportWriter {
  /// A writer.
  public init() {}

  /// Nothing.
  public mutating func begin(count: Int) -> [UInt8] { [] }

  /// The check's lines.
  public mutating func add(_ record: CheckRecord) -> [UInt8] {
    var lines = [head(record), "      \(record.detail)"]
    for hop in record.hops {
      lines.append("      by way of \(hop.words): \(hop.verdict.rawValue)")
    }
    if let key = record.hostKey, key.trust.isTrusted {
      let trust = key.trust == .ignored ? "NOT CHECKED" : key.trust.rawValue
      lines.append("      host key \(key.algorithm) \(key.fingerprint) (\(trust))")
    }
    if let exec = record.exec {
      lines += excerpt("stdout", exec.stdout) + excerpt("stderr", exec.stderr)
      if exec.isTruncated {
        lines.append("      cut: it printed more than the 64 KiB of a stream that are kept")
      }
    }
    if let remedy = record.remedy { lines.append("      to do: \(remedy)") }
    lines += timeline(record)
    var bytes: [UInt8] = []
    for line in lines {
      bytes += Visible.text(line).utf8
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// Nothing.
  public mutating func end(_ summary: ReportSummary, to write: ([UInt8]) -> Void) {}

  private func head(_ record: CheckRecord) -> String {
    let found =
      record.met && record.expect == .allow ? record.verdict.rawValue : record.verdictWords
    // The check is called after who was asked for, and another was found by guessing.
    let expected =
      record.isAboutAnotherUser ? "\(found), as the user \(record.user)" : found
    return "\(record.met ? "ok  " : "FAIL")  \(record.id): \(expected)"
      + " (\(record.reasonWords), \(record.timings.total.words))"
  }

  /// The first lines of what a command wrote.
  private func excerpt(_ stream: String, _ text: String) -> [String] {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    let shown = (lines.last == "" ? lines.dropLast() : lines[...]).prefix(10)
    return shown.map { "      \(stream): \($0)" } + (lines.count > 11 ? ["      \(stream): …"] : [])
  }

  /// A line a step of the conversation: when, who, what.
  private func timeline(_ record: CheckRecord) -> [String] {
    let times = record.timeline.map { step in
      let tenths = Int((step.time / .milliseconds(0.1)).rounded())
      return "\(tenths / 10).\(tenths % 10)"
    }
    let width = times.map(\.utf8.count).max() ?? 0
    return zip(record.timeline, times).map { step, time in
      let side = step.side.rawValue
      let margin = String(repeating: " ", count: width - time.utf8.count)
      let gap = String(repeating: " ", count: 8 - side.utf8.count)
      return "      \(margin)\(time) ms  \(side)\(gap)\(step.text)"
    }
  }
}
