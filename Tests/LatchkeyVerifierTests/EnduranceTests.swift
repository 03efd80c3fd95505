import Foundation
import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// Many checks in one process leave nothing behind. It is a process that holds nothing but the
/// verifier (`verifier-endurance`), so that what is counted is the verifier's.
@Suite(.enabled(if: DropbearServer.isAvailable), .serialized)
struct EnduranceTests {
  /// What the process held after so many checks.
  private struct Holding {
    let checks, descriptors, threads: Int
    /// Resident memory, in KiB.
    let resident: Int
    /// Allocated and not freed, in bytes.
    let allocated: Int

    init?(_ line: Substring) {
      let numbers = line.split(separator: " ").compactMap { Int($0) }
      guard numbers.count == 5 else { return nil }
      (checks, descriptors, threads) = (numbers[0], numbers[1], numbers[2])
      (resident, allocated) = (numbers[3], numbers[4])
    }
  }

  /// After how many checks is counted; `LATCHKEY_ENDURANCE` asks for another number of them in all,
  /// of which the first tenth counts as warming up, and prints what was held.
  private static let asked = ProcessInfo.processInfo.environment["LATCHKEY_ENDURANCE"]
    .flatMap { Int($0) }
  private static let counts = asked.map { [max(100, $0 / 10), $0 / 2, $0] } ?? [150, 450]

  @Test func `many checks, answered and broken off, leave no memory, socket or thread`() throws {
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(.ed25519)
    try folder.write(key.encoded(as: .openssh).publicBytes(), to: "key")
    let server = try DropbearServer(authorizedKeys: [try Checks.line(key.publicKey)])
    let silent = try FaultServer { peer in
      peer.send("SSH-2.0-stalling\r\n")
      peer.waitForEnd()
    }
    let outcome = try withExtendedLifetime((server, silent)) {
      try Tool.built("verifier-endurance").run(
        [server.user, "\(server.port)", "\(silent.port)", folder.path("key")]
          + Self.counts.map { "\($0)" }, timeout: 1200)
    }
    try #require(outcome.status == 0, "\(outcome.errorText)")
    let held = outcome.text.split(separator: "\n").compactMap { Holding($0) }
    try #require(held.map(\.checks) == Self.counts)
    if Self.asked != nil { print(outcome.text) }
    let (before, after) = (held[0], held[held.count - 1])
    #expect(after.descriptors == before.descriptors)
    #expect(after.threads == before.threads)
    // What is made once and kept comes slowly: some 15 KB in all, the last of it after a thousand
    // checks or two. An allocation of a hundred bytes that each check left would show.
    #expect(after.allocated <= before.allocated + 24_576, "\(outcome.text)")
    #expect(after.resident <= before.resident + 1024, "\(outcome.text)")
  }
}
