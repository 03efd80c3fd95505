import Foundation
import TestSupport
import Testing

/// The whole door: real `sshd`, real `ssh`, and a metadata service of the test's own.
@Suite(.enabled(if: Tool.isAvailable("sshd") && Tool.isAvailable("ssh")))
struct `A door` {
  static let id = "i-0123456789abcdef0"
  let metadata: StandInMetadata
  let keys: TestKeys

  init() throws {
    metadata = try StandInMetadata(instance: Self.id)
    keys = try TestKeys()
    metadata.set([try keys.pair("ed25519"), try keys.pair("rsa")])
  }

  private func boot(_ more: [String] = [], lineCount: Int = 3) throws -> BootedDoor {
    try BootedDoor(
      [Self.id, "--metadata-url", metadata.server.url] + more, lineCount: lineCount)
  }

  @Test func `lets in whose key the metadata service gives, and nobody else`() throws {
    let door = try boot()
    for key in ["ed25519", "rsa"] {
      let outcome = try door.sftp(keys.path(key))
      #expect(outcome.status == 0, "\(key): \(outcome.errorText) \(door.errorText)")
      #expect(outcome.text.contains("/etc/hosts"))
    }
    let stranger = try door.ssh(keys.path("stranger"), "true")
    #expect(stranger.status == 255)
    #expect(stranger.errorText.contains("Permission denied (publickey)"))
    let nobody = try door.ssh(keys.path("ed25519"), "true", user: "nosuchuser")
    #expect(nobody.status == 255)
    #expect(door.hears("sshd: Accepted publickey for \(door.user) from 127.0.0.1"))
    #expect(door.hears("sshd: Failed publickey for \(door.user) from 127.0.0.1"))
    #expect(door.end() == 0)
  }

  @Test func `shows the host keys that its clients see`() throws {
    let door = try boot()
    defer { door.end() }
    let scan = try #require(Tool(named: "ssh-keyscan")).run(["-p", door.port, "127.0.0.1"])
    let file = try TemporaryFolder()
    let listed = try #require(Tool(named: "ssh-keygen")).run([
      "-l", "-f", file.write(scan.output, to: "known_hosts"),
    ]).text.split(separator: "\n").map { String($0.split(separator: " ")[1]) }
    #expect(
      door.lines.dropFirst().map { $0.split(separator: " ")[0] } == [
        "ssh-ed25519", "ecdsa-sha2-nistp256",
      ])
    let printed = door.lines.dropFirst().map { String($0.split(separator: " ")[1]) }
    #expect(printed.sorted() == listed.sorted())
  }

  @Test func `honours keys that come and go while it is open`() throws {
    let door = try boot()
    defer { door.end() }
    #expect(try door.sftp(keys.path("rsa")).status == 0)
    metadata.set([try keys.pair("ed25519")])
    #expect(try door.sftp(keys.path("rsa")).status == 255)
    #expect(try door.sftp(keys.path("ed25519")).status == 0)
    metadata.set([try keys.pair("rsa")])
    #expect(try door.sftp(keys.path("rsa")).status == 0)
    #expect(try door.sftp(keys.path("ed25519")).status == 255)
  }

  @Test func `opens with a warning when the instance has no key`() throws {
    metadata.set([])
    let door = try boot()
    #expect(door.hears("has no key: nobody can log in until one is injected"))
    #expect(try door.sftp(keys.path("rsa")).status == 255)
    metadata.set([try keys.pair("rsa")])
    #expect(try door.sftp(keys.path("rsa")).status == 0)
    #expect(door.end() == 0)
  }

  @Test func `refuses everybody once the metadata service is gone, and says so`() throws {
    let door = try boot()
    defer { door.end() }
    metadata.server.stop()
    let outcome = try door.sftp(keys.path("ed25519"))
    #expect(outcome.status == 255)
    #expect(
      door.hears("warning: a log-in was refused: the metadata service did not give the keys"))
  }

  @Test func `prints one object with --json`() throws {
    let door = try boot(["--json"], lineCount: 1)
    defer { door.end() }
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(door.lines[0].utf8)) as? [String: Any])
    #expect(object["instance"] as? String == Self.id)
    #expect(object["host"] as? String == "127.0.0.1")
    #expect(object["user"] as? String == NSUserName())
    #expect(object["metadataURL"] as? String == metadata.server.url)
    let port = try #require(object["port"] as? Int)
    #expect(port > 1023)
    let hostKeys = try #require(object["hostKeys"] as? [[String: String]])
    #expect(hostKeys.map { $0["algorithm"] } == ["ssh-ed25519", "ecdsa-sha2-nistp256"])
    #expect(hostKeys.allSatisfy { $0["fingerprint"]?.hasPrefix("SHA256:") == true })
    #expect(door.lines.count == 1)
  }

  @Test func `stands beside another one`() throws {
    let first = try boot()
    let second = try boot()
    #expect(first.port != second.port)
    #expect(first.end() == 0)
    let outcome = try second.sftp(keys.path("ed25519"))
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(second.end() == 0)
  }

  /// As an ordinary user, whose shell is `nologin` here, so that only SFTP serves.
  @Test(.enabled(if: geteuid() == 0 && Tool.isAvailable("setpriv"), "tests run as root"))
  func `opens for an ordinary user`() throws {
    let setpriv = try #require(Tool(named: "setpriv")).path
    let door = try BootedDoor(
      [Self.id, "--metadata-url", metadata.server.url],
      prefix: [setpriv, "--reuid=daemon", "--regid=daemon", "--clear-groups", "--"],
      environment: ["HOME": "/"])
    #expect(door.user == "daemon", "\(door.errorText)")
    let outcome = try door.sftp(keys.path("ed25519"))
    #expect(outcome.status == 0, "\(outcome.errorText) \(door.errorText)")
    #expect(try door.sftp(keys.path("stranger")).status == 255)
    #expect(door.hears("log-ins succeed, commands do not"))
    let processes = door.processes
    #expect(door.end(with: SIGINT) == 0)
    #expect(try door.leftovers(of: processes) == [])
  }
}
