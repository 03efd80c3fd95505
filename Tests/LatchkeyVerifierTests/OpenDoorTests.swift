import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// Accounts that let anybody in: no key is needed, so none is refused.
@Suite(.enabled(if: OpenSSHServer.hasAccounts), .serialized)
struct OpenDoorTests {
  private static let noPassword = ":20000:0:99999:7:::"
  private let key: PrivateKey

  init() throws { key = try PrivateKey.generate(.ed25519) }

  private func open(_ options: String...) throws -> OpenSSHServer {
    try OpenSSHServer(
      options: ["PermitRootLogin yes", "PasswordAuthentication yes", "PermitEmptyPasswords yes"]
        + options, shadow: Self.noPassword)
  }

  private func check(
    _ port: UInt16, _ user: String, _ expect: LatchkeyVerifier.Expectation
  ) throws -> AccessCheck {
    Checks.check(port, user: user, [Identity(.privateKey(key))], expect: expect)
  }

  @Test(arguments: [LatchkeyVerifier.Expectation.deny, .allow])
  func `an account without a password is no shut door`(
    expect: LatchkeyVerifier.Expectation
  ) throws {
    let server = try open()
    let outcome = try Checks.ask(check(server.port, server.user, expect), of: server)
    #expect(outcome.verdict == .allowed, "\(outcome.detail)\n\(server.log)")
    #expect(outcome.reason == .noProofRequired)
    #expect(outcome.isMet == (expect == .allow))
    #expect(outcome.detail.contains("with no key at all"), "\(outcome.detail)")
    #expect(outcome.timeline.contains { $0.text == "lets tester in without a key" })
    if expect == .deny {
      #expect(outcome.exitStatus == 24)
      #expect(outcome.remedy?.contains("PermitEmptyPasswords no") == true)
      #expect(outcome.remedy?.contains("remove the key") == false)
    }
  }

  @Test func `every key that was to be refused there is told so`() throws {
    let server = try open()
    let check = try check(server.port, server.user, .deny)
    let outcomes = try withExtendedLifetime(server) {
      try AccessVerifier().verify([check, check, check])
    }
    #expect(outcomes.map(\.reason) == Array(repeating: .noProofRequired, count: 3))
    #expect(outcomes.map(\.identity) == [0, 0, 0])
  }

  @Test func `a command runs there without a key`() throws {
    let server = try open()
    var check = try check(server.port, server.user, .allow)
    check.command = "echo in"
    let outcome = try Checks.ask(check, of: server)
    #expect(outcome.reason == .ran, "\(outcome.detail)")
    #expect(outcome.detail.contains("without any proof"), "\(outcome.detail)")
    #expect(outcome.command?.output == Array("in\n".utf8))
  }

  @Test func `a door that needs a key is refused, and asked once more at most`() throws {
    let server = try OpenSSHServer(options: ["PermitRootLogin yes"], shadow: Self.noPassword)
    for expect in [LatchkeyVerifier.Expectation.deny, .allow] {
      let outcome = try Checks.ask(check(server.port, server.user, expect), of: server)
      #expect(outcome.reason == .keyRefused, "\(outcome.detail)\n\(server.log)")
      let asked = outcome.timeline.filter { $0.text == "asks for tester without a key" }
      #expect(asked.count == 1)
    }
  }

  @Test func `a key that gets in is asked no more than before`() throws {
    let server = try OpenSSHServer(authorizedKeys: [try Checks.line(key.publicKey)])
    let outcome = try Checks.ask(check(server.port, server.user, .allow), of: server)
    #expect(outcome.reason == .authenticated)
    #expect(!outcome.timeline.contains { $0.text.contains("without a key") })
  }

  @Test func `an end for too many attempts spoils no refusal that is there already`() throws {
    let server = try OpenSSHServer(options: ["MaxAuthTries 2"])
    let outcome = try Checks.ask(check(server.port, server.user, .allow), of: server)
    #expect(outcome.verdict == .denied, "\(outcome.detail)\n\(server.log)")
    #expect(outcome.reason == .keyRefused)
    #expect(outcome.timeline.contains { $0.text.hasPrefix("disconnects: Too many") })
  }

  @Test(.enabled(if: DropbearServer.isAvailable)) func `dropbear's blank passwords are found`()
    throws
  {
    let server = try DropbearServer(password: "", options: ["-B"])
    let outcome = try Checks.ask(check(server.port, server.user, .deny), of: server)
    #expect(outcome.reason == .noProofRequired, "\(outcome.detail)\n\(server.log)")
  }
}
