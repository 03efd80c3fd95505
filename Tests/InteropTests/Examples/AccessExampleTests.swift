import Foundation
import TestSupport
import Testing

/// The example that tells what a plan is for.
@Suite(.enabled(if: Tool.isAvailable("sshd"))) struct AccessExampleTests {
  @Test func `the plan holds, is broken, every report says so, and it holds again`() throws {
    let folder = try TemporaryFolder()
    let outcome = try Example.run([Example.path("access/run.sh")], in: folder)
    let text = outcome.text
    try #require(outcome.status == 0, "\(text) \(outcome.errorText)")
    #expect(
      text.contains("\n# exit status 0, as expected: who must get in does, and nobody else\n"))
    #expect(text.contains("\n## ❌ Access: 10 of 12 as expected, 2 not as expected\n"))
    #expect(text.contains("<testsuites name=\"latchkey check\" tests=\"12\" failures=\"2\""))
    #expect(text.contains("<failure type=\"key-refused\""))
    #expect(text.contains("<failure type=\"key-listed\""))
    #expect(text.contains("\nLATCHKEY CRITICAL - 10 of 12 as expected"))
    let series = text.split(separator: "\n").filter { $0.hasPrefix("latchkey_check_met{") }
    #expect(series.count == 2)
    #expect(series.first?.contains("host=\"web-2\"") == true)
    #expect(series.last?.contains("key=\"mallory\",expect=\"deny\",verdict=\"allowed\"") == true)
    #expect(text.contains("\nok 12 - "))
    #expect(!text.contains("SURPRISE"))
    #expect(try folder.names() == [], "nothing stays")
  }

  @Test func `the fleet has its command's exit status, and says how it is used`() throws {
    let folder = try TemporaryFolder()
    #expect(try Example.onFleet("exit 7", in: folder).status == 7)
    #expect(try folder.names() == [])
    let usage = try Example.run([Example.path("access/fleet.sh")], in: folder)
    #expect(usage.status == 64)
    #expect(usage.errorText.hasPrefix("usage: "))
  }
}
