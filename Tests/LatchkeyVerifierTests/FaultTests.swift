import LatchkeyKeys
import TestSupport
import Testing

@testable import LatchkeyVerifier

/// Against servers that are broken, hostile, or something else: the verdict names what was seen.
@Suite struct FaultTests {
  private func ask(_ server: FaultServer, deadlines: Deadlines = Deadlines()) throws -> Outcome {
    try ask(server.port, deadlines: deadlines, of: server)
  }

  private func ask(
    _ port: UInt16, host: String = "127.0.0.1", deadlines: Deadlines = Deadlines(),
    of server: FaultServer? = nil
  ) throws -> Outcome {
    let key = try PrivateKey.generate(.ed25519)
    return try Checks.ask(
      AccessCheck(
        host: host, port: port, user: "somebody", identities: [Identity(.privateKey(key))],
        hostKeyPolicy: .insecurelyIgnored, deadlines: deadlines),
      of: server)
  }

  private static let hasty = Deadlines(
    connect: .milliseconds(300), keyExchange: .milliseconds(300),
    authentication: .milliseconds(300), total: .seconds(5))

  private func expect(
    _ outcome: Outcome, _ verdict: Verdict, _ stage: Stage, _ reason: Reason,
    says words: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(outcome.verdict == verdict, "\(outcome.detail)", sourceLocation: sourceLocation)
    #expect(outcome.stage == stage, sourceLocation: sourceLocation)
    #expect(outcome.reason == reason, "\(outcome.detail)", sourceLocation: sourceLocation)
    #expect(outcome.remedy != nil, sourceLocation: sourceLocation)
    if let words {
      #expect(outcome.detail.contains(words), "\(outcome.detail)", sourceLocation: sourceLocation)
    }
  }

  @Test func `a port that nobody listens on is refused`() throws {
    expect(try ask(Loopback.freePort()), .unreachable, .tcp, .refused)
  }

  @Test func `a name that does not exist is not found`() throws {
    let outcome = try ask(22, host: "no-such-host.invalid")
    #expect(outcome.verdict == .unreachable)
    #expect(outcome.stage == .dns)
    // A machine without a resolver cannot tell that the name does not exist.
    #expect([.noSuchName, .temporaryFailure].contains(outcome.reason), "\(outcome.detail)")
    #expect(outcome.detail.contains("no-such-host.invalid"))
  }

  @Test func `an address with an interface that there is not is no matter of names`() throws {
    let outcome = try ask(22, host: "fe80::1%nosuch")
    expect(
      outcome, .unreachable, .dns, .noSuchName,
      says: "fe80::1%nosuch: this machine has no network interface nosuch")
    #expect(outcome.remedy?.contains("ip link") == true)
  }

  @Test func `an interface behind an address of any other scope is one too many`() throws {
    let outcome = try ask(22, host: "2001:db8::1%lo")
    expect(
      outcome, .unreachable, .dns, .noSuchName,
      says: "2001:db8::1%lo: an interface, lo, behind an address that is the same through all of")
    #expect(outcome.remedy?.contains("leave out %lo") == true)
  }

  @Test(arguments: [255, 300, 8000])
  func `lines of any length before the identification line are passed over`(count: Int) throws {
    let words = String(repeating: "x", count: count)
    let server = try FaultServer { $0.send("\(words)\r\nSSH-2.0-after\r\n") }
    let outcome = try ask(server)
    #expect(outcome.banner == "SSH-2.0-after" && outcome.stage == .kex, "\(outcome.detail)")
    #expect(!outcome.detail.contains("lengths"))
  }

  @Test(arguments: [300, 8000])
  func `an identification line that is too long is told of as that`(count: Int) throws {
    let words = String(repeating: "x", count: count)
    let server = try FaultServer { peer in
      peer.send("SSH-2.0-\(words)\r\n")
      peer.waitForEnd()
    }
    expect(
      try ask(server), .inconclusive, .kex, .failed,
      says: "identifies itself with more than the 255 bytes that SSH allows")
  }

  @Test func `a silent server times out before its banner`() throws {
    let server = try FaultServer { $0.waitForEnd() }
    expect(try ask(server, deadlines: Self.hasty), .unreachable, .banner, .timeout)
  }

  @Test func `a server that closes without a word is closed`() throws {
    let server = try FaultServer { $0.receive() }
    expect(try ask(server), .unreachable, .banner, .closed)
  }

  @Test func `a reset before the banner is a reset`() throws {
    let server = try FaultServer { $0.reset() }
    let outcome = try ask(server)
    #expect(outcome.verdict == .unreachable)
    #expect(outcome.reason == .reset, "\(outcome.detail)")
  }

  @Test func `whoever ends the connection without a word may be no SSH server`() throws {
    for isReset in [false, true] {
      let server = try FaultServer { peer in
        peer.receive()
        if isReset { peer.reset() }
      }
      let outcome = try ask(server)
      #expect(outcome.reason == (isReset ? .reset : .closed), "\(outcome.detail)")
      #expect(outcome.remedy?.hasPrefix("it may be no SSH port") == true)
    }
  }

  @Test func `a reset is told as one, with what was said before`() throws {
    let server = try FaultServer { peer in
      peer.send("220 mail.example ESMTP\r\n")
      peer.receive()
      peer.reset()
    }
    let outcome = try ask(server)
    expect(
      outcome, .unreachable, .banner, .reset,
      says: #"it says "220 mail.example ESMTP", as an SMTP server does"#)
    #expect(outcome.remedy?.contains("no SSH port") == false)
  }

  @Test(arguments: [true, false])
  func `the end of a connection in the key exchange is a reset where it is one`(isReset: Bool)
    throws
  {
    let server = try FaultServer { peer in
      peer.send("SSH-2.0-test\r\n")
      peer.receive()
      peer.receive()
      if isReset { peer.reset() }
    }
    expect(
      try ask(server), .inconclusive, .kex, .closed,
      says: isReset ? "reset the connection during" : "closed the connection during")
  }

  @Test func `a MySQL server is named, and its version quoted`() throws {
    let server = try FaultServer { peer in
      peer.send(
        [0x4a, 0, 0, 0, 0x0a] + Array("8.0.36".utf8) + [0, 9, 0, 0, 0] + Array("a\u{1}b".utf8)
          + [0, 0xff, 0xf7] + Array("caching_sha2_password".utf8) + [0])
      peer.waitForEnd()
    }
    expect(
      try ask(server), .unreachable, .banner, .notSSH,
      says: #"it says "8.0.36 … caching_sha2_password", as a MySQL or MariaDB server does"#)
  }

  @Test(arguments: [
    ("RFB 003.008\n", "a VNC server"), ("+OK ready\r\n", "a POP3 server"),
    ("* OK ready\r\n", "an IMAP server"), ("-ERR unknown command\r\n", "a Redis server"),
    ("220 (vsFTPd 3.0.3)\r\n", "an FTP server"), ("220 ready\r\n", "an SMTP or FTP server"),
    ("\u{15}\u{3}\u{1}\0\u{2}\u{2}F", "a TLS server"), ("\u{3}\0\0\u{b}\u{6}", "an RDP server"),
    ("E\0\0\0bSFATAL\0VFATAL\0", "a PostgreSQL server"), ("AMQP\0\0\u{9}\u{1}", "an AMQP server"),
  ])
  func `what else answers is named by its first words`(words: String, name: String) throws {
    let server = try FaultServer { peer in
      peer.send(words)
      peer.receive()
    }
    expect(try ask(server), .unreachable, .banner, .notSSH, says: ", as \(name) does")
  }

  @Test func `an IPv6 address whose last group may be a port gets the advice of brackets`() throws {
    let outcome = try ask(22, host: "::1:2206")
    #expect(outcome.verdict == .unreachable, "\(outcome.detail)")
    #expect(
      outcome.remedy?.hasSuffix("; if 2206 is meant as the port, write [::1]:2206") == true,
      "\(outcome.remedy ?? "")")
    for host in ["::1", "1:2:3:4:5:6:7:8", "2001:db8::1:beef"] {
      let check = AccessCheck(
        host: host, user: "u", identities: [], hostKeyPolicy: .insecurelyIgnored)
      #expect(Diagnosis.bracketed(check) == nil)
    }
  }

  @Test func `an HTTP server is not SSH, and is quoted`() throws {
    let server = try FaultServer { peer in
      peer.receive()
      peer.send("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
      peer.waitForEnd()
    }
    expect(
      try ask(server), .unreachable, .banner, .notSSH, says: "HTTP/1.1 400 Bad Request")
  }

  @Test func `a TLS server is not SSH`() throws {
    let server = try FaultServer { peer in
      peer.receive()
      peer.send([0x15, 3, 3, 0, 2, 2, 70])
      peer.waitForEnd()
    }
    expect(try ask(server), .unreachable, .banner, .notSSH)
  }

  @Test func `a mail server that goes on talking is not SSH, and is quoted`() throws {
    let server = try FaultServer { peer in
      peer.send("220 mail.example ESMTP\r\n")
      peer.waitForEnd()
    }
    expect(
      try ask(server, deadlines: Self.hasty), .unreachable, .banner, .notSSH,
      says: "220 mail.example ESMTP")
  }

  @Test func `a flood before the banner is not read for ever`() throws {
    let server = try FaultServer { peer in
      for _ in 0..<400 { peer.send(String(repeating: "x", count: 1000) + "\n") }
      peer.waitForEnd()
    }
    expect(try ask(server), .unreachable, .banner, .notSSH)
  }

  @Test func `protocol 1 is named`() throws {
    let server = try FaultServer { peer in
      peer.send("SSH-1.5-ancient\n")
      peer.waitForEnd()
    }
    expect(try ask(server), .unreachable, .banner, .ssh1Only, says: "SSH-1.5-ancient")
  }

  @Test(arguments: [
    ("Exceeded MaxStartups", Reason.overloaded),
    ("Not allowed at this time", Reason.sourcePenalised),
  ])
  func `a server that drops us for now is asked again within the deadline`(
    words: String, reason: Reason
  ) throws {
    let server = try FaultServer { peer in
      peer.send("\(words)\r\n")
    }
    var deadlines = Self.hasty
    deadlines.total = .milliseconds(2500)
    let outcome = try ask(server, deadlines: deadlines)
    expect(outcome, .inconclusive, .banner, reason, says: words)
    #expect(outcome.attempts >= 2)
    #expect(outcome.attempts == server.connections)
  }

  @Test func `a disconnect in place of a key exchange is quoted`() throws {
    let server = try FaultServer { peer in
      peer.send("SSH-2.0-grumpy\r\n")
      peer.receive()
      peer.send(Packets.disconnect(code: 12, "Too many connections, go away"))
      peer.waitForEnd()
    }
    expect(
      try ask(server), .inconclusive, .kex, .disconnected,
      says: "Too many connections, go away")
  }

  @Test func `a server that stalls after its banner times out in the key exchange`() throws {
    let server = try FaultServer { peer in
      peer.send("SSH-2.0-stalling\r\n")
      peer.waitForEnd()
    }
    let outcome = try ask(server, deadlines: Self.hasty)
    expect(outcome, .inconclusive, .kex, .timeout)
    #expect(outcome.banner == "SSH-2.0-stalling")
  }

  @Test func `a server that closes after its banner is closed in the key exchange`() throws {
    let server = try FaultServer { $0.send("SSH-2.0-brief\r\n") }
    let outcome = try ask(server)
    #expect(outcome.verdict == .inconclusive)
    #expect(outcome.stage == .kex)
    #expect(outcome.reason == .closed, "\(outcome.detail)")
  }

  @Test(arguments: Packets.gaps)
  func `no common algorithm names both lists and our library`(gap: Packets.Gap) throws {
    let server = try FaultServer { peer in
      peer.send("SSH-2.0-picky\r\n")
      peer.send(Packets.keyExchangeOffer(gap))
      peer.waitForEnd()
    }
    let outcome = try ask(server)
    expect(outcome, .inconclusive, .kex, gap.reason, says: "nobody-has-this@example.com")
    #expect(outcome.detail.contains("libssh2 \(AccessVerifier.libraryVersion)"))
  }

  @Test func `junk after the banner is a failed key exchange`() throws {
    let server = try FaultServer { peer in
      peer.send("SSH-2.0-junk\r\n")
      peer.send([UInt8](repeating: 0xff, count: 4096))
      peer.waitForEnd()
    }
    expect(try ask(server), .inconclusive, .kex, .failed)
  }

  @Test(.enabled(if: OpenSSHServer.isAvailable))
  func `a real server behind a line that carries a byte at a time is understood`() throws {
    let key = try PrivateKey.generate(.rsa(bits: 2048))
    let real = try OpenSSHServer(authorizedKeys: [try Checks.line(key.publicKey)])
    let target = real.port
    let server = try FaultServer { $0.relaySlowly(to: target) }
    let outcome = try Checks.ask(
      Checks.check(server.port, user: real.user, [Identity(.privateKey(key))]), of: server)
    #expect(outcome.reason == .authenticated, "\(outcome.detail)")
  }

  @Test(.enabled(if: OpenSSHServer.isAvailable))
  func `lines before the banner are passed over, empty ones too`() throws {
    let key = try PrivateKey.generate(.ed25519)
    let real = try OpenSSHServer(authorizedKeys: [try Checks.line(key.publicKey)])
    let target = real.port
    let server = try FaultServer { peer in
      peer.send("Welcome\r\n\r\nto the tarpit\r\n")
      peer.relaySlowly(to: target)
    }
    let outcome = try Checks.ask(
      Checks.check(server.port, user: real.user, [Identity(.privateKey(key))]), of: server)
    #expect(outcome.reason == .authenticated, "\(outcome.detail)")
    #expect(outcome.banner?.hasPrefix("SSH-2.0-OpenSSH") == true)
  }

  @Test func `an interrupted run answers for every check`() throws {
    let server = try FaultServer { $0.waitForEnd() }
    let key = try PrivateKey.generate(.ed25519)
    let check = AccessCheck(
      host: "127.0.0.1", port: server.port, user: "somebody",
      identities: [Identity(.privateKey(key))], hostKeyPolicy: .insecurelyIgnored)
    let interrupt = try Interrupt()
    interrupt.request()
    let outcomes = try withExtendedLifetime(server) {
      try AccessVerifier(concurrency: 2).verify([check, check, check, check], interrupt: interrupt)
    }
    #expect(outcomes.map(\.reason) == [.interrupted, .interrupted, .interrupted, .interrupted])
    #expect(outcomes.allSatisfy { $0.verdict == .inconclusive })
  }
}
