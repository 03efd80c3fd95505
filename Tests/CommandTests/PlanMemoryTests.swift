import Foundation
import TestSupport
import Testing

/// The memory of `check --plan` hardly grows with the number of checks, though none of their answers can
/// be printed before that of the first host, which is silent.
@Suite(.enabled(if: Tool.isAvailable("time"))) struct PlanMemoryTests {
  /// Keys that hosts are asked about, each at as many hosts.
  private static let (few, many) = (16, 64)

  private let folder: TemporaryFolder
  private let latchkey = Tool.built("latchkey")

  init() throws {
    folder = try TemporaryFolder()
    let made = try latchkey.run(
      ["generate", "--quiet", "--count", "\(Self.many)", "key"], in: folder.path)
    try #require(made.status == 0, "\(made.errorText)")
  }

  /// The peak of a plan's run in bytes, and how many records it has written.
  private func run(_ count: Int, port: UInt16) throws -> (peak: Int, records: Int) {
    var lines = ["version: 1", "defaults: {user: admin, port: \(port), host-keys: key-1.pub}"]
    lines.append("keys:")
    lines += (1...count).map { "  key\($0): {file: key-\($0).pub}" }
    lines += ["hosts:", "  silent: {address: 127.0.0.1}"]
    lines += (1..<count).map { "  host\($0): {address: 127.0.1.\($0)}" }
    lines += ["deny: [{keys: all, hosts: all}]", ""]
    try folder.write(Array(lines.joined(separator: "\n").utf8), to: "plan.yml")
    // By time(1), because a process starts with the peak of the one that it was started by.
    let time = try #require(Tool(named: "time"))
    let outcome = try time.run(
      [
        "-q", "-f", "%M", "-o", "peak", latchkey.path, "check", "--plan", "plan.yml", "--json",
        "--quiet", "--connect-timeout", "2",
      ], in: folder.path)
    try #require(outcome.status == 1, "\(outcome.errorText)")
    let note = try String(contentsOfFile: folder.path("peak"), encoding: .utf8)
    let peak = try #require(Int(note.filter(\.isNumber)))
    return (peak * 1024, outcome.text.split(separator: "\n").count)
  }

  @Test func `an answer that waits for its turn takes little memory`() throws {
    // At the other addresses nobody listens.
    let silent = try FaultServer { $0.waitForEnd() }
    let (small, large) = try withExtendedLifetime(silent) {
      (try run(Self.few, port: silent.port), try run(Self.many, port: silent.port))
    }
    #expect(small.records == Self.few * Self.few && large.records == Self.many * Self.many)
    let growth = (large.peak - small.peak) / (large.records - small.records)
    // The plan's keys and hosts are in it. It was 2 KiB once.
    #expect(growth < 500, "\(growth) bytes a check")
  }
}
