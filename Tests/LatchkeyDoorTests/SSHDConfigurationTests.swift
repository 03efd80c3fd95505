import TestSupport
import Testing

@testable import LatchkeyDoor

@Suite struct `An sshd configuration` {
  private static func configuration(
    _ change: (inout SSHDConfiguration) -> Void = { _ in }
  ) -> SSHDConfiguration {
    var configuration = SSHDConfiguration(
      host: "127.0.0.1", port: 2222, hostKeyFiles: ["/tmp/d/key"], loginName: "ubuntu",
      keysCommand: ["/bin/sh", "-c", "true"], keysCommandUser: "root", runsAsRoot: false)
    change(&configuration)
    return configuration
  }

  @Test func `lets in one account by public keys of the metadata service alone`() throws {
    let lines = try Self.configuration().rendered().split(separator: "\n")
    for expected in [
      "ListenAddress 127.0.0.1:2222", "HostKey /tmp/d/key", "AllowUsers ubuntu",
      "AuthenticationMethods publickey", "PasswordAuthentication no", "AuthorizedKeysFile none",
      "AuthorizedKeysCommand /bin/sh -c true", "AuthorizedKeysCommandUser root", "UsePAM no",
      "PidFile none", "PermitTTY yes",
    ] {
      #expect(lines.contains { $0 == expected }, "\(expected)")
    }
  }

  @Test func `gives no terminals as root, since their log-ins would be recorded`() throws {
    let text = try Self.configuration { $0.runsAsRoot = true }.rendered()
    #expect(text.contains("\nPermitTTY no\n"))
  }

  @Test(arguments: [
    ("/plain/path-1_x.y", "/plain/path-1_x.y"),
    ("two words", "\"two words\""),
    ("", "\"\""),
    ("a\"b\\c", "\"a\\\"b\\\\c\""),
    ("#no comment", "\"#no comment\""),
    ("$0 'x'", "\"$0 'x'\""),
    ("schlüssel", "\"schlüssel\""),
  ])
  func `quotes words`(value: String, quoted: String) throws {
    #expect(try SSHDConfiguration.quoted(value) == quoted)
  }

  @Test(arguments: ["a\nPermitRootLogin yes", "\r", "\u{0}", "\u{7f}"])
  func `refuses what would become a line of its own`(value: String) {
    #expect(throws: DoorError.self) {
      try Self.configuration { $0.hostKeyFiles = [value] }.rendered()
    }
  }

  @Test(
    .enabled(if: Tool.isAvailable("sshd") && Tool.isAvailable("ssh-keygen")),
    arguments: ["key", "with blank", "quo\"te", "hash#", "back\\slash", "per%cent %h", "it's"])
  func `is understood by sshd whatever the paths are called`(name: String) throws {
    let folder = try TemporaryFolder()
    let key = folder.path(name)
    let made = try #require(Tool(named: "ssh-keygen")).run([
      "-q", "-t", "ed25519", "-N", "", "-f", key,
    ])
    #expect(made.status == 0, "\(made.errorText)")
    let configuration = Self.configuration { $0.hostKeyFiles = [key] }
    let file = try folder.write(configuration.rendered().utf8, to: "sshd_config")
    // -T needs no privilege separation folder, and prints what was understood.
    let outcome = try #require(Tool(named: "sshd")).run(["-T", "-f", file])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text.split(separator: "\n").contains { $0 == "hostkey \(key)" })
    #expect(outcome.text.contains("\nallowusers ubuntu\n"))
  }
}
