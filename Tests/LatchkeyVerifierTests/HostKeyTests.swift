import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// Against a real sshd: whose host key is trusted, and that nothing is sent to anybody else.
@Suite(.enabled(if: OpenSSHServer.isAvailable))
struct HostKeyTests {
  let key: PrivateKey

  init() throws { key = try PrivateKey.generate(.ed25519) }

  private func server(_ hostKeys: [String] = ["ed25519"]) throws -> OpenSSHServer {
    try OpenSSHServer(authorizedKeys: [try Checks.line(key.publicKey)], hostKeys: hostKeys)
  }

  private func ask(_ server: OpenSSHServer, _ policy: HostKeyPolicy) throws -> Outcome {
    try Checks.ask(
      Checks.check(server.port, user: server.user, [Identity(.privateKey(key))], policy: policy),
      of: server)
  }

  private func name(_ server: OpenSSHServer) -> String { "[127.0.0.1]:\(server.port)" }

  /// That the server never heard of a user.
  private func expectNothingSent(_ server: OpenSSHServer) {
    #expect(!server.log.contains("Accepted"))
    #expect(!server.log.contains("Failed"))
    #expect(!server.log.contains("Postponed"))
    #expect(!server.log.contains("user \(server.user)"))
  }

  @Test func `a wrong pin is untrusted, and no authentication is attempted`() throws {
    let server = try server()
    let wrong = try PrivateKey.generate(.ed25519).publicKey
    let outcome = try ask(
      server, .pinned([try HostKeyPin(fingerprint: wrong.fingerprint.text)]))
    #expect(outcome.verdict == .untrusted)
    #expect(outcome.stage == .hostkey)
    #expect(outcome.reason == .mismatch)
    #expect(outcome.exitStatus == 21)
    #expect(outcome.hostKey?.trust == .mismatch)
    #expect(outcome.detail.contains(wrong.fingerprint.text))
    #expect(outcome.detail.contains(outcome.hostKey?.key.fingerprint.text ?? "?"))
    #expect(outcome.attempts == 1)
    expectNothingSent(server)
  }

  @Test(arguments: ["ed25519", "ecdsa"]) func `a fingerprint pins any of the host's keys`(
    type: String
  ) throws {
    let server = try server(["ed25519", "ecdsa"])
    let pin = try HostKeyPin.pins(inFile: Array("\(server.hostKey(type)) host\n".utf8))
    guard case .key(let key) = try #require(pin.first) else { return }
    let outcome = try ask(
      server, .pinned([try HostKeyPin(fingerprint: key.fingerprint.text)]))
    #expect(outcome.reason == .authenticated, "\(outcome.detail)")
    #expect(outcome.hostKey?.trust == .pinned)
    #expect(outcome.hostKey?.key == key)
    // ed25519 is asked for first; another type takes a second connection.
    #expect(outcome.attempts == (type == "ed25519" ? 1 : 2))
  }

  @Test(arguments: ["ed25519", "ecdsa"]) func `a pinned public key file decides the type`(
    type: String
  ) throws {
    let server = try server(["ed25519", "ecdsa"])
    let pins = try HostKeyPin.pins(inFile: Array("\(server.hostKey(type)) host\n".utf8))
    let outcome = try ask(server, .pinned(pins))
    #expect(outcome.reason == .authenticated, "\(outcome.detail)")
    #expect(outcome.attempts == 1)
  }

  @Test func `a pin of a type that the host does not have says so`() throws {
    let server = try server(["ecdsa"])
    let pin = HostKeyPin.key(try PrivateKey.generate(.ed25519).publicKey)
    let outcome = try ask(server, .pinned([pin]))
    #expect(outcome.verdict == .untrusted)
    #expect(outcome.reason == .pinnedTypeNotOffered)
    expectNothingSent(server)
  }

  @Test func `a host of which nothing is known is untrusted`() throws {
    let server = try server()
    let outcome = try ask(
      server, .knownHosts([KnownHostsFile(path: "/nonexistent")], acceptNew: false))
    #expect(outcome.verdict == .untrusted)
    #expect(outcome.reason == .unknown)
    #expect(outcome.remedy?.contains("--accept-new-host-key") == true)
    expectNothingSent(server)
  }

  @Test(.enabled(if: Tool.isAvailable("ssh-keygen")), arguments: [false, true])
  func `a known host is trusted, hashed or not, and its type is asked for`(
    isHashed: Bool
  ) throws {
    let server = try server(["ed25519", "ecdsa"])
    let folder = try TemporaryFolder()
    let path = try folder.write("\(name(server)) \(server.hostKey("ecdsa"))\n".utf8, to: "known")
    if isHashed {
      let hashed = try Tool(named: "ssh-keygen")?.run(["-H", "-f", path])
      #expect(hashed?.status == 0)
      #expect(String(decoding: try folder.read("known"), as: UTF8.self).hasPrefix("|1|"))
    }
    let file = KnownHostsFile(path: path, contents: try folder.read("known"))
    let outcome = try ask(server, .knownHosts([file], acceptNew: false))
    #expect(outcome.reason == .authenticated, "\(outcome.detail)")
    #expect(outcome.hostKey?.trust == .known)
    #expect(outcome.hostKey?.key.algorithm == .ecdsa(.p256))
  }

  @Test(arguments: [true, false]) func `a host is known by its alias, whatever its port`(
    isAliased: Bool
  ) throws {
    let server = try server(["ed25519", "ecdsa"])
    let line = "web.alias \(try server.hostKey("ecdsa"))\n"
    let file = KnownHostsFile(path: "known", contents: Array(line.utf8))
    var check = Checks.check(
      server.port, user: server.user, [Identity(.privateKey(key))],
      policy: .knownHosts([file], acceptNew: false))
    check.hostKeyName = isAliased ? "web.alias" : nil
    let outcome = try Checks.ask(check, of: server)
    #expect(outcome.reason == (isAliased ? .authenticated : .unknown), "\(outcome.detail)")
    #expect(outcome.hostKey?.trust == (isAliased ? .known : .unknown))
    #expect(outcome.hostKey?.key.algorithm == (isAliased ? .ecdsa(.p256) : .ed25519))
  }

  @Test func `a known host with another key is a mismatch, accept-new or not`() throws {
    let server = try server()
    let other = try Checks.line(PrivateKey.generate(.ed25519).publicKey)
    let file = KnownHostsFile(
      path: "/nonexistent/known", contents: Array("\(name(server)) \(other)\n".utf8))
    let outcome = try ask(server, .knownHosts([file], acceptNew: true))
    #expect(outcome.verdict == .untrusted)
    #expect(outcome.reason == .mismatch)
    #expect(outcome.detail.contains("line 1"))
    expectNothingSent(server)
  }

  @Test func `a revoked host key is untrusted even where it is known`() throws {
    let server = try server()
    let line = try server.hostKey()
    let contents = "\(name(server)) \(line)\n@revoked * \(line)\n"
    let file = KnownHostsFile(path: "/nonexistent", contents: Array(contents.utf8))
    let outcome = try ask(server, .knownHosts([file], acceptNew: true))
    #expect(outcome.verdict == .untrusted)
    #expect(outcome.reason == .revoked)
    expectNothingSent(server)
  }

  @Test func `a new host is accepted once, recorded, and known from then on`() throws {
    let server = try server()
    let folder = try TemporaryFolder()
    let path = try folder.write("# mine".utf8, to: "known_hosts")
    let file = KnownHostsFile(path: path, contents: try folder.read("known_hosts"))
    let first = try ask(server, .knownHosts([file], acceptNew: true))
    #expect(first.hostKey?.trust == .acceptedNew)
    #expect(first.reason == .authenticated, "\(first.detail)")
    let second = try ask(server, .knownHosts([file], acceptNew: true))
    #expect(second.hostKey?.trust == .known)
    let text = String(decoding: try folder.read("known_hosts"), as: UTF8.self)
    #expect(text == "# mine\n\(name(server)) \(try server.hostKey())\n")
    // OpenSSH finds what was written.
    let found = try Tool(named: "ssh-keygen")?.run(["-F", name(server), "-f", path])
    #expect(found?.status == 0)
  }

  @Test(.enabled(if: Tool.isAvailable("ssh")))
  func `what is known of port 22 accuses no other port`()
    throws
  {
    let server = try server()
    let folder = try TemporaryFolder()
    let lines = [
      "127.0.0.1 \(try Checks.line(PrivateKey.generate(.ed25519).publicKey))",
      "@revoked 127.0.0.1 \(try server.hostKey())",
    ]
    for line in lines {
      let path = try folder.write("\(line)\n".utf8, to: "known_hosts")
      let file = KnownHostsFile(path: path, contents: try folder.read("known_hosts"))
      #expect(try ask(server, .knownHosts([file], acceptNew: false)).reason == .unknown)
      let outcome = try ask(server, .knownHosts([file], acceptNew: true))
      #expect(outcome.hostKey?.trust == .acceptedNew)
      #expect(outcome.reason == .authenticated, "\(outcome.detail)")
      // ssh does the same to the file.
      let mine = try folder.read("known_hosts")
      try folder.write("\(line)\n".utf8, to: "known_hosts")
      _ = try withExtendedLifetime(server) {
        try Tool(named: "ssh")?.run([
          "-F", "none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=accept-new",
          "-o", "UserKnownHostsFile=\(path)", "-o", "HashKnownHosts=no",
          "-o", "HostKeyAlgorithms=ssh-ed25519", "-o", "UpdateHostKeys=no",
          "-o", "GlobalKnownHostsFile=/dev/null", "-p", "\(server.port)", "127.0.0.1", "true",
        ])
      }
      #expect(try folder.read("known_hosts") == mine)
    }
  }

  @Test(arguments: ["127.1", "2130706433"]) func `an address is known however it is written`(
    host: String
  ) throws {
    let server = try server()
    let file = KnownHostsFile(
      path: "known", contents: Array("\(name(server)) \(try server.hostKey())\n".utf8))
    var check = Checks.check(
      server.port, user: server.user, [Identity(.privateKey(key))],
      policy: .knownHosts([file], acceptNew: false))
    check.host = host
    #expect(try Checks.ask(check, of: server).hostKey?.trust == .known)
    // As with ssh, an alias is no address.
    check.hostKeyName = host
    #expect(try Checks.ask(check, of: server).hostKey?.trust == .unknown)
  }

  @Test func `a new host is accepted where nothing is kept`() throws {
    let server = try server()
    let outcome = try ask(
      server, .knownHosts([KnownHostsFile(path: "/dev/null")], acceptNew: true))
    #expect(outcome.reason == .authenticated, "\(outcome.detail)")
    #expect(outcome.hostKey?.trust == .acceptedNew)
    let full = try ask(server, .knownHosts([KnownHostsFile(path: "/dev/full")], acceptNew: true))
    #expect(full.reason == .failed, "\(full.detail)")
  }

  @Test func `a line that cannot be read is part of the answer that nothing is known`() throws {
    let server = try server()
    let file = KnownHostsFile(
      path: "known", contents: Array("# mine\n\(name(server)) ssh-ed25519 AAAA!\n".utf8))
    let outcome = try ask(server, .knownHosts([file], acceptNew: false))
    #expect(outcome.reason == .unknown)
    #expect(
      outcome.detail.contains(
        "line 2 of known, which names this host, cannot be read: its key is no base64"),
      "\(outcome.detail)")
  }

  @Test func `a host key that cannot be recorded stops the check`() throws {
    let server = try server()
    let file = KnownHostsFile(path: "/proc/nothing/known_hosts")
    let outcome = try ask(server, .knownHosts([file], acceptNew: true))
    #expect(outcome.verdict == .inconclusive)
    #expect(outcome.stage == .hostkey)
    #expect(outcome.detail.contains("/proc/nothing/known_hosts"))
    #expect(outcome.hostKey?.trust == .unknown)
    expectNothingSent(server)
  }
}
