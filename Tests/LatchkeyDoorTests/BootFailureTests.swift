import Foundation
import TestSupport
import Testing

@testable import LatchkeyDoor

/// What hinders a boot: one clear line, status 3, nothing left.
@Suite struct `A boot that fails` {
  private static func boot(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Tool.Outcome {
    let temporary = try TemporaryFolder()
    let outcome = try Tool.built("latchkey").run(
      ["instance", "boot"] + arguments,
      environment: ["TMPDIR": temporary.path, "LATCHKEY_HOME": temporary.path("home")]
        .merging(environment) { $1 })
    #expect(try temporary.names().filter { $0 != "home" } == [])
    #expect(outcome.text == "")
    return outcome
  }

  @Test func `says that the metadata service is gone`() throws {
    let metadata = try StandInMetadata(instance: `A door`.id)
    metadata.server.stop()
    let outcome = try Self.boot([`A door`.id, "--metadata-url", metadata.server.url])
    #expect(outcome.status == 3)
    #expect(
      outcome.errorText.hasPrefix(
        "latchkey: error: \(metadata.server.url): the metadata service does not answer: "
          + "connection refused\nlatchkey: hint: "), "\(outcome.errorText)")
  }

  @Test func `says that the service answers for another instance`() throws {
    let metadata = try StandInMetadata(instance: "i-0fedcba9876543210")
    let outcome = try Self.boot([`A door`.id, "--metadata-url", metadata.server.url])
    #expect(outcome.status == 3)
    #expect(outcome.errorText.contains("answers for the instance i-0fedcba9876543210, not for"))
  }

  @Test func `says that no instance is meant`() throws {
    let outcome = try Self.boot(["nosuch"])
    #expect(outcome.status == 2)
    #expect(outcome.errorText.contains("no instance has the id or the name 'nosuch'"))
    #expect(
      outcome.errorText.split(separator: "\n").map { $0.prefix(15) } == [
        "latchkey: error", "latchkey: hint:",
      ])
  }

  @Test(.enabled(if: Tool.isAvailable("sshd")))
  func `says that the port is in use`() throws {
    let metadata = try StandInMetadata(instance: `A door`.id)
    let outcome = try Self.boot([
      `A door`.id, "--metadata-url", metadata.server.url, "--port", "\(metadata.server.port)",
    ])
    #expect(outcome.status == 3)
    #expect(
      outcome.errorText.contains(
        "latchkey: error: port \(metadata.server.port) on 127.0.0.1 is already in use\n"),
      "\(outcome.errorText)")
  }

  @Test func `says how to install an sshd`() throws {
    #expect(throws: DoorError(.sshdMissing, "")) {
      try SSHDProgram.find(path: "/nonexistent:relative", otherwise: [])
    }
    let error = #expect(throws: DoorError.self) {
      try SSHDProgram.find(path: "", otherwise: ["/nonexistent"])
    }
    #expect(error?.hint?.contains("openssh-server") == true)
  }

  @Test(arguments: ["127.0.0.1:80", "https://127.0.0.1"])
  func `is a mistake of usage where the address is none`(address: String) throws {
    let outcome = try Self.boot(["web", "--metadata-url", address])
    #expect(outcome.status == 64)
  }
}
