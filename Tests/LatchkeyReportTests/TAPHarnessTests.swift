import LatchkeyReport
import LatchkeyVerifier
import TestSupport
import Testing

/// What `prove`, the harness of TAP's authors, makes of a report.
@Suite(.enabled(if: Tool.isAvailable("prove"))) struct TAPHarnessTests {
  private func prove(_ records: [CheckRecord], missing: Int = 0) throws -> (Int32, String) {
    let folder = try TemporaryFolder()
    let summary = ReportSummary(records, missing: missing)
    let path = try folder.write(
      ReportFormat.tap.report(records, summary: summary), to: "report.tap")
    let tool = try #require(Tool(named: "prove"))
    // Debian 12's knows version 13 only; the lines that are written here mean the same in both.
    let outcome = try tool.run(["--exec", "sed 1s/14/13/", path])
    return (outcome.status, outcome.text + outcome.errorText)
  }

  @Test func `a report as expected passes`() throws {
    let (status, text) = try prove([Records.record(), Records.record(.denied, expect: .deny)])
    #expect(status == 0, "\(text)")
    #expect(text.contains("Tests=2"))
  }

  @Test func `any other fails`() throws {
    #expect(try prove([Records.record(), Records.record(.denied)]).1.contains("Failed test:  2"))
    #expect(try prove([Records.record()], missing: 1).1.contains("planned 2 tests but ran 1"))
    let interrupted = Records.record(.inconclusive, reason: "interrupted")
    #expect(try prove([Records.record(), interrupted]).0 != 0)
  }
}
