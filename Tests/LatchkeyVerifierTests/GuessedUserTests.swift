import Foundation
import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// The user whose name nobody remembers, tried only where that is asked for.
@Suite(.enabled(if: OpenSSHServer.isAvailable))
struct GuessedUserTests {
  private let key: PrivateKey
  private let server: OpenSSHServer

  init() throws {
    key = try PrivateKey.generate(.ed25519)
    server = try OpenSSHServer(authorizedKeys: [try Checks.line(key.publicKey)])
  }

  private func ask(
    _ key: PrivateKey? = nil, guesses: [String], expect: LatchkeyVerifier.Expectation = .allow
  ) throws -> Outcome {
    var check = Checks.check(
      server.port, user: "no-such-user", [Identity(.privateKey(key ?? self.key))],
      expect: expect)
    check.userGuesses = guesses
    return try Checks.ask(check, of: server)
  }

  @Test func `the user that the key gets in as is found and named`() throws {
    let outcome = try ask(guesses: ["nor-such-a-one", server.user, "never-asked"])
    #expect(outcome.verdict == .allowed, "\(outcome.detail)")
    #expect(outcome.check.user == server.user)
    #expect(outcome.attempts == 3)
    #expect(
      outcome.detail.hasSuffix(
        "gets in as \(server.user); refused for no-such-user, nor-such-a-one"),
      "\(outcome.detail)")
    #expect(!server.log.contains("never-asked"))
  }

  @Test func `where nobody gets in the answer is about the one who was asked for`() throws {
    let outcome = try ask(guesses: ["nor-such-a-one", "nobody-either"])
    #expect(outcome.verdict == .denied)
    #expect(outcome.reason == .keyRefused)
    #expect(outcome.check.user == "no-such-user")
    #expect(outcome.detail.contains("for no-such-user"))
    #expect(outcome.detail.hasSuffix("refused for nor-such-a-one, nobody-either as well"))
    #expect(outcome.attempts == 3)
  }

  @Test func `nobody else is tried unless that is asked for`() throws {
    let outcome = try ask(guesses: [])
    #expect(outcome.verdict == .denied)
    #expect(outcome.attempts == 1)
    #expect(!server.log.contains("user \(server.user) "))
  }

  @Test func `a door that must be shut is tried for every user`() throws {
    let stranger = try PrivateKey.generate(.ed25519)
    let shut = try ask(stranger, guesses: [server.user], expect: .deny)
    #expect(shut.isMet)
    #expect(shut.attempts == 2)
    let open = try ask(guesses: [server.user], expect: .deny)
    #expect(!open.isMet)
    #expect(open.exitStatus == 24)
  }
}
