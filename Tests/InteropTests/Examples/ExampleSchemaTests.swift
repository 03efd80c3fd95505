import Foundation
import TestSupport
import Testing

/// The examples for others' services are what those services read; each reader refuses a slip.
@Suite struct ExampleSchemaTests {
  /// The outcome of a reader on an example's text, in which one thing is replaced.
  private func outcome(
    _ reader: [String], of example: String, replacing old: String = "", with new: String = ""
  ) throws -> Tool.Outcome {
    let folder = try TemporaryFolder()
    var text = try String(contentsOfFile: Example.path(example), encoding: .utf8)
    if !old.isEmpty {
      try #require(text.contains(old), "\(example) has no \(old)")
      text = text.replacingOccurrences(of: old, with: new)
    }
    let name = URL(fileURLWithPath: example).lastPathComponent
    let path = try folder.write(text.utf8, to: name)
    return try Example.run(reader + [path], in: folder)
  }

  private func python(_ arguments: String...) throws -> [String] {
    [try #require(Python.tool).path, "-m"] + arguments
  }

  @Test(.enabled(if: Python.isAvailable))
  func `GitHub's and GitLab's schemas take the workflows`() throws {
    for (schema, example, slip) in [
      ("vendor.github-workflows", "github/access.yml", ("runs-on:", "run-on:")),
      ("vendor.gitlab-ci", "gitlab/.gitlab-ci.yml", ("junit:", "junits:")),
    ] {
      let reader = try python("check_jsonschema", "--builtin-schema", schema)
      let taken = try outcome(reader, of: example)
      #expect(taken.status == 0, "\(taken.text)")
      #expect(try outcome(reader, of: example, replacing: slip.0, with: slip.1).status == 1)
    }
  }

  @Test(.enabled(if: Python.isAvailable), arguments: ["1.33", "1.37"])
  func `Kubernetes' schemas take the Jobs`(version: String) throws {
    let reader = try python("kubernetes_validate", "--strict", "-k", version)
    for example in ["kubernetes/job.yml", "kubernetes/report.yml"] {
      let taken = try outcome(reader, of: example)
      #expect(taken.status == 0, "\(taken.text) \(taken.errorText)")
      let slip = try outcome(
        reader, of: example, replacing: "runAsNonRoot", with: "runsAsNonRoot")
      #expect(slip.status != 0)
    }
  }

  @Test func `the Job has as many completions as its command has shards`() throws {
    let text = try String(contentsOfFile: Example.path("kubernetes/job.yml"), encoding: .utf8)
    let completions = try #require(text.firstMatch(of: /completions: ([0-9]+)/)?.1)
    #expect(text.contains("--shard env/\(completions) "))
    #expect(text.contains("parallelism: \(completions)\n"))
  }

  @Test(.enabled(if: Tool.isAvailable("systemd-analyze")))
  func `systemd takes the service and the timer, and finds little exposed`() throws {
    // It wants the program to be there.
    let latchkey = ("/usr/local/bin/latchkey", Tool.built("latchkey").path)
    let verify = ["systemd-analyze", "verify", "--man=no"]
    let service = try outcome(
      verify, of: "systemd/latchkey-check.service", replacing: latchkey.0, with: latchkey.1)
    #expect(service.status == 0)
    #expect(service.errorText == "")
    let slip = try outcome(
      verify, of: "systemd/latchkey-check.service", replacing: "Type=oneshot", with: "Type=onceshot"
    )
    #expect(slip.errorText.contains("onceshot"))
    let security = ["systemd-analyze", "security", "--offline=yes", "--threshold=15"]
    #expect(try outcome(security, of: "systemd/latchkey-check.service").status == 0)
    let open = try outcome(
      security, of: "systemd/latchkey-check.service", replacing: "SystemCallFilter=", with: "#")
    #expect(open.status == 1)
  }

  @Test(.enabled(if: Tool.isAvailable("systemd-analyze")))
  func `systemd takes the timer, and knows when it elapses`() throws {
    let folder = try TemporaryFolder()
    // The timer starts the service of its name, which has to lie beside it.
    for name in ["latchkey-check.service", "latchkey-check.timer"] {
      let text = try String(contentsOfFile: Example.path("systemd/\(name)"), encoding: .utf8)
        .replacingOccurrences(of: "/usr/local/bin/latchkey", with: Tool.built("latchkey").path)
      try folder.write(text.utf8, to: name)
    }
    let verified = try Example.run(
      ["systemd-analyze", "verify", "--man=no", folder.path("latchkey-check.timer")], in: folder)
    #expect(verified.status == 0)
    #expect(verified.errorText == "")
    let calendar = try Example.run(["systemd-analyze", "calendar", "*:0/15"], in: folder)
    #expect(calendar.text.contains("Normalized form: *-*-* *:00/15:00"))
  }
}
