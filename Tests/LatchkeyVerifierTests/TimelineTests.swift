import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// The conversation as a person can follow it.
@Suite(.enabled(if: OpenSSHServer.isAvailable))
struct TimelineTests {
  @Test func `a log-in is told step by step, in order`() throws {
    let key = try PrivateKey.generate(.ed25519)
    let other = try PrivateKey.generate(.ecdsa(.p256))
    let server = try OpenSSHServer(authorizedKeys: [try Checks.line(key.publicKey)])
    let outcome = try Checks.ask(
      Checks.check(
        server.port, user: server.user,
        [Identity(.privateKey(other)), Identity(.privateKey(key), path: "web.pem")],
        command: "exit 3"),
      of: server)
    let told = outcome.timeline.map { "\($0.side.rawValue): \($0.text)" }
    let expected = [
      "client: connects to 127.0.0.1 port \(server.port)", "server: accepts the connection",
      "server: is SSH-2.0-OpenSSH_", "client: offers key exchange: ",
      "server: offers key exchange: ", "server: offers host keys: ssh-ed25519",
      "here: agreed on ", "server: proves its host key ssh-ed25519 SHA256:", "here: host key: ",
      "client: offers the key ecdsa-sha2-nistp256 SHA256:", "server: refuses the key; it takes ",
      "client: offers web.pem (ssh-ed25519 SHA256:", "server: would accept that key",
      "client: signs with ssh-ed25519", "server: lets \(server.user) in",
      "client: runs a command", "server: the command ended with status 3",
    ]
    var rest = told[...]
    for step in expected {
      let index = rest.firstIndex { $0.hasPrefix(step) }
      let place = try #require(index, "no '\(step)' in \(Array(rest))")
      rest = rest[(place + 1)...]
    }
    #expect(outcome.timeline.map(\.time) == outcome.timeline.map(\.time).sorted())
  }

  @Test func `where nobody reads the steps, the answers are the same`() throws {
    let key = try PrivateKey.generate(.ed25519)
    let server = try OpenSSHServer(authorizedKeys: [try Checks.line(key.publicKey)])
    let stranger = try PrivateKey.generate(.ed25519)
    let checks = [key, stranger].map {
      Checks.check(server.port, user: server.user, [Identity(.privateKey($0))])
    }
    let told = try AccessVerifier().verify(checks)
    var verifier = AccessVerifier()
    verifier.keepsTimelines = false
    var answers: [Int: Outcome] = [:]
    try withExtendedLifetime(server) {
      try verifier.ask(checks, report: { answers[$0] = $1 })
    }
    #expect(answers.count == 2)
    for (index, full) in told.enumerated() {
      let answer = try #require(answers[index])
      #expect(answer.timeline.isEmpty && !full.timeline.isEmpty)
      #expect(answer.verdict == full.verdict && answer.reason == full.reason)
      #expect(answer.detail == full.detail && answer.negotiated == full.negotiated)
    }
  }

  @Test func `a check that is repeated says why it waits`() throws {
    let port = try Loopback.freePort()
    let key = try PrivateKey.generate(.ed25519)
    var check = Checks.check(port, user: "nobody", [Identity(.privateKey(key))])
    check.patience = .milliseconds(900)
    let outcome = try Checks.ask(check, of: nil)
    let told = outcome.timeline.map(\.text)
    #expect(outcome.reason == .refused)
    #expect(told.filter { $0 == "waits: refused" }.count == outcome.attempts - 1)
    #expect(told.filter { $0.hasSuffix("Connection refused") }.count == outcome.attempts)
  }

  @Test func `what has changed while a host boots is told once`() throws {
    let key = try PrivateKey.generate(.ed25519)
    let server = try OpenSSHServer(authorizedKeys: [])
    var check = Checks.check(server.port, user: server.user, [Identity(.privateKey(key))])
    check.patience = .seconds(20)
    var told: [String] = []
    let outcomes = try withExtendedLifetime(server) {
      try AccessVerifier().verify(
        [check],
        waiting: { index, notice in
          told.append("\(index) \(notice.stage.rawValue) \(notice.reason.rawValue)")
          try? server.authorize([Checks.line(key.publicKey)])
        })
    }
    #expect(outcomes.map(\.reason) == [.authenticated])
    #expect(told == ["0 auth key-refused"])
    #expect(outcomes.first.map { $0.attempts > 1 } == true)
  }
}
