import Foundation
import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// Many checks in one process leave nothing behind.
@Suite(.enabled(if: DropbearServer.isAvailable), .serialized)
struct EnduranceTests {
  /// What the process holds, by the kernel's account.
  private struct Holding {
    let descriptors: Int
    let threads: Int
    /// Resident memory, in KiB.
    let memory: Int

    init() throws {
      descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      func number(_ name: String) -> Int {
        let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
      }
      threads = number("Threads")
      memory = number("VmRSS")
    }
  }

  /// How many checks; `LATCHKEY_ENDURANCE` asks for more, and prints what is held on the way.
  private static let count =
    ProcessInfo.processInfo.environment["LATCHKEY_ENDURANCE"].flatMap { Int($0) } ?? 400

  @Test func `many checks, answered and broken off, leave no memory, socket or thread`() throws {
    let key = try PrivateKey.generate(.ed25519)
    let other = try PrivateKey.generate(.ecdsa(.p256))
    let server = try DropbearServer(authorizedKeys: [try Checks.line(key.publicKey)])
    let stall = try FaultServer { peer in
      peer.send("SSH-2.0-stalling\r\n")
      peer.waitForEnd()
    }
    let hasty = Deadlines(keyExchange: .milliseconds(50))
    let round = [
      Checks.check(server.port, user: server.user, [Identity(.privateKey(key))]),
      Checks.check(server.port, user: server.user, [Identity(.privateKey(other))]),
      Checks.check(
        server.port, user: server.user, [Identity(.privateKey(key))], command: "exit 3"),
      Checks.check(stall.port, user: "x", [Identity(.privateKey(key))], deadlines: hasty),
    ]
    let expected = [Reason.authenticated, .keyRefused, .ran, .timeout]
    func go(_ count: Int) throws {
      for start in stride(from: 0, to: count, by: 100) {
        let checks = (0..<min(100, count - start)).map { round[$0 % round.count] }
        // Dropbear lets an address have five log-ins under way.
        let outcomes = try withExtendedLifetime((server, stall)) {
          try AccessVerifier(concurrency: 6, perHost: 3).verify(checks)
        }
        for (index, outcome) in outcomes.enumerated()
        where outcome.reason != expected[index % round.count] {
          Issue.record("\(outcome.reason) at \(start + index): \(outcome.detail)")
        }
      }
    }
    // What is made once and kept: libssh2, libcrypto, the look-ups' thread.
    try go(100)
    let before = try Holding()
    var halfway = before
    for step in 0..<4 {
      try go(Self.count / 4)
      if step == 1 { halfway = try Holding() }
      if Self.count > 400 {
        let now = try Holding()
        print(
          "endurance: \(now.memory) KiB, \(now.descriptors) descriptors, \(now.threads) threads")
      }
    }
    let after = try Holding()
    // The fault server's own connections end on threads of the test's.
    #expect(after.descriptors <= before.descriptors + 8)
    #expect(after.threads <= before.threads + 8)
    // A session is 58 KB: a hundred that were left behind would show.
    #expect(after.memory <= halfway.memory + 4096, "\(before) \(halfway) \(after)")
  }
}
