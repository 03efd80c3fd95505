import LatchkeyVerifier

/// Writes JUnit's XML, as Jenkins, GitLab and others read it: a test suite a host, a test case a
/// check.
///
/// A check whose answer is not the expected one is a `failure`; one without a judgement
/// (unreachable, inconclusive) is an `error`; one that was interrupted is `skipped`. Interrupted and
/// missing checks are moreover one `error` of a suite of their own, so that a run that is not whole
/// does not pass.
public struct JUnitWriter: ReportWriter {
  private var records = ShownRecords()
  /// The hosts, and which of them each check is of.
  private var hosts = Pool<String>()
  private var suites: [Int32] = []

  /// A writer.
  public init() {}

  /// Nothing.
  public mutating func begin(count: Int) -> [UInt8] { [] }

  /// Nothing yet.
  public mutating func add(_ record: CheckRecord) -> [UInt8] {
    suites.append(Int32(hosts.place(of: record.hostLabel)))
    records.append(record, place: records.count, isTold: record.result != .met)
    return []
  }

  /// The whole document.
  public mutating func end(_ summary: ReportSummary, to write: ([UInt8]) -> Void) {
    let lost = summary.count(.interrupted) + summary.missing
    let counts = self.counts(
      tests: summary.total - summary.missing + (lost > 0 ? 1 : 0),
      failures: summary.count(.unmet),
      errors: summary.count(.unjudged) + (lost > 0 ? 1 : 0),
      skipped: summary.count(.interrupted))
    let time = summary.shownTime.secondsText
    write(
      Lines.bytes([
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<testsuites name=\"latchkey check\" \(counts) time=\"\(time)\">",
      ]))
    // The schema of JUnit's XML has no room for a zone.
    let start = summary.time.map { " timestamp=\"\(Timestamp.text($0).dropLast())\"" } ?? ""
    let groups = Groups(suites, count: hosts.values.count)
    for (host, name) in hosts.values.enumerated() {
      self.suite(groups[host], name: name, start: start, to: write)
    }
    let rest = lost > 0 ? incomplete(summary, start: start) : []
    write(Lines.bytes(rest + ["</testsuites>"]))
  }

  private func counts(tests: Int, failures: Int, errors: Int, skipped: Int) -> String {
    "tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
  }

  /// - Parameter checks: those of a host, by their places among the records.
  private func suite(
    _ checks: some Collection<Int>, name: String, start: String, to write: ([UInt8]) -> Void
  ) {
    let summary = ReportSummary(checks.lazy.map { records[$0] })
    let host = XMLText.escaped(name)
    let counts = self.counts(
      tests: checks.count, failures: summary.count(.unmet), errors: summary.count(.unjudged),
      skipped: summary.count(.interrupted))
    let time = summary.checkTime.secondsText
    let head =
      "  <testsuite name=\"\(host)\" hostname=\"\(host)\" \(counts) time=\"\(time)\"\(start)>"
    write(Lines.bytes([head]))
    for check in checks { write(Lines.bytes(testCase(records[check], host: host))) }
    write(Lines.bytes(["  </testsuite>"]))
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
