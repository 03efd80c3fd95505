import Foundation
import LatchkeyKeys
import LatchkeyMetadata
import LatchkeyServer
import TestSupport
import Testing

/// A service whose store is written to by commands that are killed at any point.
@Suite struct KilledWritersTests {
  /// What the service said, as it was asked over and over.
  private struct Findings {
    var requests = 0
    var wrong: [String] = []
  }

  /// What each round does to the store, before it is killed.
  private static let commands: [[String]] = [
    ["instance", "inject", "busy", "KEY", "--key-name", "two"],
    ["instance", "eject", "busy", "two"],
    ["instance", "launch", "--name", "new"],
    ["instance", "terminate", "new"],
    ["instance", "launch", "--name", "many", "--count", "20"],
  ]

  @Test func `a service never answers anything else while writers are killed around it`()
    async throws
  {
    let folder = try TemporaryFolder()
    let one = try InjectedKey(PrivateKey.generate(.ed25519).publicKey, named: "one")
    let two = try InjectedKey(PrivateKey.generate(.ed25519).publicKey, named: "two")
    let store = InstanceStore(at: folder.path("home"))
    let still = try store.launch(LaunchTemplate(name: "still", keys: [one]))[0]
    let busy = try store.launch(LaunchTemplate(name: "busy", keys: [one]))[0]
    let key = folder.path("two.pub")
    try Data((two.line + "\n").utf8).write(to: URL(fileURLWithPath: key))
    let source = StoreSource(store, selection: .byAddress())

    let reader = Task.detached {
      var findings = Findings()
      let request = MetadataRequest("GET", "/latest/meta-data/public-keys/")
      while !Task.isCancelled {
        for (instance, expected) in [(still, ["0=one"]), (busy, ["0=one", "0=one\n1=two"])] {
          let address = instance.network.loopbackAddress
          let service = source.service(for: address, at: Date())
          let body = service.map { String(decoding: $0.respond(to: request).body, as: UTF8.self) }
          if let body, expected.contains(body) {
            findings.requests += 1
          } else {
            findings.wrong.append("\(instance.name ?? ""): \(body ?? "nobody answers")")
          }
        }
        await Task.yield()
      }
      return findings
    }

    let latchkey = Tool.built("latchkey")
    let environment = ProcessInfo.processInfo.environment.merging([
      "LATCHKEY_HOME": store.path
    ]) { $1 }
    var killed = 0
    // Twenty rounds, each of which kills a little later than the one before.
    for round in 0..<20 {
      for command in Self.commands {
        let arguments = command.map { $0 == "KEY" ? key : $0 }
        let writer = try ChildProgram(latchkey.path, arguments, environment: environment)
        usleep(UInt32(2_000 * round))
        writer.send(SIGKILL)
        if writer.wait(timeout: 60) == 128 + SIGKILL { killed += 1 }
      }
    }
    reader.cancel()
    let findings = await reader.value
    #expect(findings.wrong.isEmpty, "\(findings.wrong.prefix(5))")
    #expect(findings.requests > 100)
    #expect(killed > 20)
    // Every document that is there is whole, and the store is nobody's.
    let contents = try store.contents()
    #expect(contents.problems.isEmpty, "\(contents.problems)")
    #expect(contents.instances.map(\.name).contains("still"))
    try store.terminate(still.id.description)
    let left = try FileManager.default.contentsOfDirectory(atPath: store.path + "/instances")
    #expect(left.filter { !$0.hasPrefix("i-") }.isEmpty, "\(left)")
  }
}
