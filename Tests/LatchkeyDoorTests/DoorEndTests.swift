import Foundation
import TestSupport
import Testing

/// However a door ends, nothing of it stays behind.
@Suite(.enabled(if: Tool.isAvailable("sshd") && Tool.isAvailable("ssh")))
struct `The end of a door` {
  /// A door with a session in progress, and with a program that the session has let go of.
  private static func busyDoor() throws -> (door: BootedDoor, session: ChildProgram) {
    let metadata = try StandInMetadata(instance: `A door`.id)
    let keys = try TestKeys()
    metadata.set([try keys.pair("ed25519")])
    let door = try BootedDoor([`A door`.id, "--metadata-url", metadata.server.url])
    let key = keys.path("ed25519")
    let outcome = try door.ssh(key, "setsid sleep 1000 </dev/null >/dev/null 2>&1 & echo started")
    #expect(outcome.text == "started\n", "\(outcome.errorText) \(door.errorText)")
    let streams = try TemporaryFolder()
    let session = try ChildProgram(
      try #require(Tool(named: "ssh")).path,
      door.options(key) + ["\(door.user)@127.0.0.1", "echo up; sleep 1000"],
      environment: ProcessInfo.processInfo.environment, output: streams.write([], to: "out"))
    #expect(session.lines(1, of: streams.path("out")) == ["up"])
    return (door, session)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func `by a signal leaves nothing behind`(signal: Int32) throws {
    let (door, session) = try Self.busyDoor()
    let processes = door.processes
    #expect(processes.count(where: { Processes.name($0) == "sleep" }) == 2)
    #expect(processes.contains { Processes.name($0) == "sshd" })
    #expect(door.end(with: signal) == 0)
    #expect(try door.leftovers(of: processes) == [])
    #expect(session.wait(timeout: 60) == 255)
  }

  @Test func `by SIGKILL leaves nothing behind`() throws {
    let (door, session) = try Self.busyDoor()
    let processes = door.processes
    #expect(door.end(with: SIGKILL) == 128 + SIGKILL)
    #expect(try door.leftovers(of: processes) == [])
    #expect(session.wait(timeout: 60) == 255)
  }

  @Test(arguments: ["door", "sshd"])
  func `by the end of one of its processes is an error and leaves nothing behind`(
    name: String
  ) throws {
    let (door, session) = try Self.busyDoor()
    let processes = door.processes
    // The first of the name is the uppermost: the listening sshd, not a session's.
    let victim = try #require(processes.first { Processes.name($0) == name })
    kill(victim, SIGKILL)
    #expect(door.status() == 3)
    #expect(door.errorText.contains("ended by signal 9"), "\(door.errorText)")
    #expect(try door.leftovers(of: processes) == [])
    #expect(session.wait(timeout: 60) == 255)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `before it was open is the end by that signal`(signal: Int32) throws {
    let silent = try CannedServer { _ in nil }
    defer { silent.stop() }
    let temporary = try TemporaryFolder()
    let boot = try ChildProgram(
      Tool.built("latchkey").path, ["instance", "boot", `A door`.id, "--metadata-url", silent.url],
      environment: ProcessInfo.processInfo.environment
        .merging(["TMPDIR": temporary.path, "LATCHKEY_HOME": temporary.path("home")]) { $1 })
    for _ in 0..<1000 where silent.requests.isEmpty { usleep(10_000) }
    let processes = [boot.identifier] + Processes.below(boot.identifier)
    #expect(processes.count == 2)
    boot.send(signal)
    #expect(boot.wait(timeout: 60) == 128 + signal)
    #expect(!processes.contains(where: Processes.isAlive))
    #expect(try temporary.names() == [])
  }
}
