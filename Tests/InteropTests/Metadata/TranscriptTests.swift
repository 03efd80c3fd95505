import Foundation
import LatchkeyMetadata
import LatchkeyServer
import TestSupport
import Testing

/// The service as curl shows it, byte for byte: `fixtures/metadata` (its README tells the notation).
@Suite(.enabled(if: Tool.isAvailable("curl"))) struct TranscriptTests {
  static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: Fixture.path("metadata")))?
    .sorted() ?? []

  /// A command, and what it prints.
  private struct Step {
    let command: String
    let output: String
  }

  private func steps(_ text: String) -> [Step] {
    var steps: [Step] = []
    for block in ("\n" + text).components(separatedBy: "\n$ ").dropFirst() {
      let parts = block.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      steps.append(Step(command: String(parts[0]), output: parts.count > 1 ? String(parts[1]) : ""))
    }
    return steps
  }

  private func options(_ text: String) -> MetadataOptions {
    var options = MetadataOptions(tokens: .required, tags: .enabled)
    switch text.split(separator: "\n").first {
    case "# endpoint disabled": options.endpoint = .disabled
    case "# tokens optional": options.tokens = .optional
    default: break
    }
    return options
  }

  /// Without what differs from run to run, and without the newlines at the end, which a file of blocks
  /// cannot tell.
  private func comparable(_ output: String, _ served: ServedInstance) -> String {
    var text = output.replacing("\r\n", with: "\n")
    text.replace(/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/, with: "DATE")
    text.replace(/\n[A-Za-z0-9_-]{54}==$/, with: "\nNEWTOKEN")
    text.replace(/Ttl-Seconds: (?:600|[1-5][0-9]{2})\n/, with: "Ttl-Seconds: SECONDS\n")
    for (index, key) in served.instance.keys.enumerated() {
      text.replace(key.line, with: "KEY\(index)")
    }
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  @Test(arguments: names)
  func `curl sees what the transcript shows`(name: String) async throws {
    let text = try String(contentsOfFile: Fixture.path("metadata/\(name)"), encoding: .utf8)
    try await ServedInstance.with { served in
      let token = try sh(
        """
        curl -X PUT http://169.254.169.254/latest/api/token \
        -H 'X-aws-ec2-metadata-token-ttl-seconds: 600'
        """, served)
      let options = options(text)
      try served.source.update { (instance) throws(MetadataError) in
        try instance.modify(options)
      }
      let steps = steps(text)
      #expect(!steps.isEmpty)
      for step in steps {
        let output = try sh(step.command, token: token, served)
        #expect(comparable(output, served) == comparable(step.output, served), "\(step.command)")
      }
    }
  }

  private func sh(_ command: String, token: String = "", _ served: ServedInstance) throws -> String
  {
    let outcome = try #require(Tool(named: "sh")).run(
      [
        "-c",
        command.replacing("curl ", with: "curl -sS --max-time 60 --noproxy '*' ")
          .replacing("http://169.254.169.254", with: served.url),
      ],
      environment: ["TOKEN": token])
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return outcome.text
  }

  @Test func `there are transcripts`() { #expect(Self.names.count > 10) }
}
