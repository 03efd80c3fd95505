import LatchkeyReport
import LatchkeyVerifier
import Testing

/// A plugin's output, by the rules of the Monitoring Plugins' guidelines.
@Suite struct NagiosTests {
  private func output(_ records: [CheckRecord], missing: Int = 0) -> [String] {
    let summary = ReportSummary(records, missing: missing, duration: .milliseconds(1250))
    let text = String(
      decoding: ReportFormat.nagios.report(records, summary: summary), as: UTF8.self)
    return text.split(separator: "\n").map(String.init)
  }

  @Test func `the first line has the state and the performance data`() {
    #expect(
      output([Records.record()]) == [
        "LATCHKEY OK - 1 of 1 as expected | met=1;;;0;1 unmet=0;;0;0;1 unjudged=0;;;0;1"
          + " interrupted=0;;;0;1 missing=0;;;0;1 time=1.250s;;;0;"
      ])
  }

  @Test func `what is not as expected follows, and nothing of it is performance data`() {
    let lines = output([Records.record(.denied, host: "a|b"), Records.record()])
    #expect(lines.count == 2)
    #expect(
      lines.first?.hasPrefix("LATCHKEY CRITICAL - 1 of 2 as expected, 1 not as expected |") == true)
    #expect(lines.last == "alice>admin@a/b: denied, expected allow (auth: key-refused)")
  }

  @Test func `a bar with a combining mark is a bar`() {
    let lines = output([Records.record(.denied, host: "a|\u{301}b")])
    #expect(lines.last == "alice>admin@a/\u{301}b: denied, expected allow (auth: key-refused)")
  }

  @Test func `a long list is cut`() {
    let lines = output((0..<50).map { Records.record(.denied, host: "h\($0)") })
    #expect(lines.count == 22)
    #expect(lines.last == "and 30 more")
  }

  @Test(arguments: [
    (Verdict.allowed, 0, "", NagiosState.ok), (.denied, 0, "", .critical),
    (.untrusted, 0, "", .critical), (.unreachable, 0, "", .critical),
    (.inconclusive, 0, "", .unknown), (.inconclusive, 0, "interrupted", .unknown),
    (.allowed, 1, "", .unknown), (.denied, 1, "", .critical),
  ])
  func `the worst decides`(
    _ verdict: Verdict, _ missing: Int, _ reason: String, _ state: NagiosState
  ) {
    let record = Records.record(verdict, reason: reason.isEmpty ? nil : reason)
    #expect(NagiosState(ReportSummary([Records.record(), record], missing: missing)) == state)
  }

  @Test func `a report that may lack checks is not well`() {
    var summary = ReportSummary([Records.record()])
    summary.isDoubtful = true
    #expect(NagiosState(summary) == .unknown)
    summary = ReportSummary([Records.record(.denied)])
    summary.isDoubtful = true
    #expect(NagiosState(summary) == .critical)
  }

  @Test func `no check at all is not well`() {
    #expect(NagiosState(ReportSummary()) == .unknown)
  }
}
