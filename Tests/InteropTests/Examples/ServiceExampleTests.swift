import Foundation
import TestSupport
import Testing

/// The examples for CI systems and for systemd, run as those run them.
@Suite(.enabled(if: Tool.isAvailable("sshd") && Python.isAvailable)) struct ServiceExampleTests {
  @Test func `GitHub's steps write the keys for nobody else, check, and report`() throws {
    let folder = try TemporaryFolder()
    let outcome = try Example.asTold("github", in: folder)
    let text = outcome.text
    try #require(outcome.status == 0, "\(text) \(outcome.errorText)")
    #expect(
      text.hasPrefix(
        """
        Write the keys: 0
        alice: 600 same
        deploy: 600 same
        Check: 0
        alice: 600 same
        deploy: 600 same
        Remove the keys: 0
        Report: 0
        ## ✅ Access: 12 of 12 as expected

        """), "\(text)")
    #expect(text.contains("<testsuites name=\"latchkey check\" tests=\"12\" failures=\"0\""))
  }

  @Test func `GitHub's job fails where access is not as planned, with its reports`() throws {
    let folder = try TemporaryFolder()
    let outcome = try Example.asTold("github", before: Example.breaking, in: folder)
    #expect(outcome.status == 1, "\(outcome.text) \(outcome.errorText)")
    #expect(outcome.text.contains("Check: 0\n"))
    #expect(outcome.text.contains("Remove the keys: 0\nReport: 1\n## ❌ Access: 10 of 12"))
    #expect(outcome.text.contains("tests=\"12\" failures=\"2\""))
  }

  @Test func `GitLab's job fails where access is not as planned, with its reports`() throws {
    let folder = try TemporaryFolder()
    let outcome = try Example.asTold("gitlab", before: Example.breaking, in: folder)
    #expect(outcome.status == 1, "\(outcome.text) \(outcome.errorText)")
    #expect(
      outcome.text.contains(
        """
        10 of 12 as expected, 2 not as expected
        script: 1
        alice: 600 same
        deploy: 600 same
        after_script: 0
        <?xml
        """), "\(outcome.text)")
    #expect(outcome.text.contains("tests=\"12\" failures=\"2\""))
  }

  @Test func `systemd's service replaces what the collector reads, and is content with a finding`()
    throws
  {
    let folder = try TemporaryFolder()
    let outcome = try Example.asTold("systemd", before: Example.breaking, in: folder)
    #expect(outcome.status == 0, "\(outcome.text) \(outcome.errorText)")
    #expect(outcome.text.hasPrefix("first: 1\nsecond: 1\nmode: 644\n# HELP latchkey_check_met "))
    #expect(outcome.text.contains("\nlatchkey_checks{result=\"unmet\"} 2\n"))
  }
}
