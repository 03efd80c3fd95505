import Foundation
import TestSupport
import Testing

/// The store while commands write to it and are killed at any point.
@Suite struct KilledWritersTests {
  private let folder: TemporaryFolder
  private let latchkey = Tool.built("latchkey")

  init() throws { folder = try TemporaryFolder() }

  private var environment: [String: String] { ["LATCHKEY_HOME": folder.path("home")] }

  private func run(_ arguments: [String]) throws -> Tool.Outcome {
    try latchkey.run(arguments, environment: environment)
  }

  private func start(_ arguments: [String]) throws -> ChildProgram {
    try ChildProgram(
      latchkey.path, arguments,
      environment: ProcessInfo.processInfo.environment.merging(environment) { $1 })
  }

  @Test func `commands that write at the same time lose nothing`() throws {
    let id = try run(["instance", "launch"]).text.trimmingCharacters(in: .newlines)
    let names = (0..<12).map { "key\($0)" }
    for name in names { _ = try run(["generate", "--quiet", folder.path(name)]) }
    let writers = try names.map {
      try start(["instance", "inject", id, folder.path("\($0).pub")])
    }
    #expect(writers.map { $0.wait(timeout: 60) } == names.map { _ in 0 })
    let listing = try run(["metadata", "get", id, "meta-data/public-keys"]).text
    let found = listing.split(separator: "\n").compactMap { $0.split(separator: "=").last }
    #expect(Set(found.map(String.init)) == Set(names))
  }

  @Test func `writers killed at any point leave a whole document and no lock`() throws {
    let id = try run(["instance", "launch"]).text.trimmingCharacters(in: .newlines)
    _ = try run(["generate", "--quiet", folder.path("key")])
    let clock = ContinuousClock()
    let whole = try clock.measure {
      _ = try run(["instance", "inject", id, folder.path("key.pub")])
    }
    _ = try run(["instance", "eject", id, "key"])
    // Each round kills a little later, from before the writer has begun until one ends by itself.
    var delay = Duration.zero
    var hasEnded = false
    while !hasEnded {
      let writer = try start(["instance", "inject", id, folder.path("key.pub")])
      usleep(UInt32(delay / .microseconds(1)))
      writer.send(SIGKILL)
      hasEnded = writer.wait(timeout: 60) == 0
      // The document is as it was, or as it was to be; and the next writer is not kept waiting.
      let shown = try run(["instance", "show", id])
      #expect(shown.status == 0, "\(shown.errorText)")
      let isInjected = shown.text.contains("  key ")
      #expect(isInjected || !hasEnded)
      let ejected = try run(["instance", "eject", id, "key"])
      #expect(ejected.status == (isInjected ? 0 : 2), "\(ejected.errorText)")
      delay += whole / 40
    }
    // What the killed ones left is gone with the next write.
    _ = try run(["instance", "inject", id, folder.path("key.pub")])
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path("home/instances"))
    #expect(left == ["\(id).json"])
  }
}
