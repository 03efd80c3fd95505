import LatchkeyVerifier

/// Writes JUnit's XML, as Jenkins, GitLab and others read it: a test suite a host, a test case a
/// check.
///
/// A check whose answer is not the expected one is a `failure`; one without a judgement
/// (unreachable, inconclusive) is an `error`; one that was interrupted is `skipped`. Interrupted and
/// missing checks are moreover one `error` of a suite of their own, so that a run that is not whole
/// does not pass.
public struct JUnitWriter: ReportWriter {
  private var suites: [(name: String, records: [CheckRecord])] = []
  private var places: [String: Int] = [:]

  /// A writer.
  public init() {}

  /// Nothing.
  public mutating func begin(count: Int) -> [UInt8] { [] }

  /// Nothing yet.
  public mutating func add(_ record: CheckRecord) -> [UInt8] {
    let name = record.hostLabel
    let place = places[name] ?? suites.count
    places[name] = place
    if place == suites.count { suites.append((name, [])) }
    suites[place].records.append(record)
    return []
  }

  /// The whole document.
  public mutating func end(_ summary: ReportSummary) -> [UInt8] {
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    let lost = summary.count(.interrupted) + summary.missing
    let counts = self.counts(
      tests: summary.total - summary.missing + (lost > 0 ? 1 : 0),
      failures: summary.count(.unmet),
      errors: summary.count(.unjudged) + (lost > 0 ? 1 : 0),
      skipped: summary.count(.interrupted))
    let time = summary.shownTime.secondsText
    lines.append("<testsuites name=\"latchkey check\" \(counts) time=\"\(time)\">")
    // The schema of JUnit's XML has no room for a zone.
    let start = summary.time.map { " timestamp=\"\(Timestamp.text($0).dropLast())\"" } ?? ""
    for suite in suites { lines += self.suite(suite.records, name: suite.name, start: start) }
    if lost > 0 { lines += incomplete(summary, start: start) }
    lines.append("</testsuites>\n")
    return Array(lines.joined(separator: "\n").utf8)
  }

  private func counts(tests: Int, failures: Int, errors: Int, skipped: Int) -> String {
    "tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
  }

  private func suite(_ records: [CheckRecord], name: String, start: String) -> [String] {
    let summary = ReportSummary(records)
    let host = XMLText.escaped(name)
    let counts = self.counts(
      tests: records.count, failures: summary.count(.unmet), errors: summary.count(.unjudged),
      skipped: summary.count(.interrupted))
    let time = summary.checkTime.secondsText
    let head =
      "  <testsuite name=\"\(host)\" hostname=\"\(host)\" \(counts) time=\"\(time)\"\(start)>"
    return [head] + records.flatMap { testCase($0, host: host) } + ["  </testsuite>"]
  }

  private func testCase(_ record: CheckRecord, host: String) -> [String] {
    let head =
      "    <testcase classname=\"\(host)\" name=\"\(XMLText.escaped(record.id))\""
      + " time=\"\(record.timings.total.secondsText)\""
    let message = XMLText.escaped(record.detail)
    let element: String
    switch record.result {
    case .met: return [head + "/>"]
    case .interrupted:
      return [head + ">", "      <skipped message=\"\(message)\"/>", "    </testcase>"]
    case .unmet: element = "failure"
    case .unjudged: element = "error"
    }
    var body = ["\(record.verdictWords) (\(record.reasonWords))", record.detail]
    if let remedy = record.remedy { body.append("to do: \(remedy)") }
    if let key = record.keyLabel { body.append("key: \(key)") }
    return [
      head + ">",
      "      <\(element) type=\"\(XMLText.escaped(record.reason))\" message=\"\(message)\">"
        + XMLText.escaped(body.joined(separator: "\n"), keepsLines: true) + "</\(element)>",
      "    </testcase>",
    ]
  }

  private func incomplete(_ summary: ReportSummary, start: String) -> [String] {
    let message =
      "\(summary.count(.interrupted)) checks were interrupted, \(summary.missing) are missing"
    return [
      "  <testsuite name=\"latchkey\" \(counts(tests: 1, failures: 0, errors: 1, skipped: 0))"
        + " time=\"0.000\"\(start)>",
      "    <testcase classname=\"latchkey\" name=\"every check has a result\" time=\"0.000\">",
      "      <error type=\"incomplete\" message=\"\(message)\"/>",
      "    </testcase>", "  </testsuite>",
    ]
  }
}
