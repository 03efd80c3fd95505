import Foundation
import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// What is said of a verdict that is not the one expected: no more than is known, and nothing that
/// leads away from what is wanted.
@Suite(.enabled(if: OpenSSHServer.isAvailable))
struct RefusalAdviceTests {
  private let key: PrivateKey
  private let line: String

  init() throws {
    key = try PrivateKey.generate(.ed25519)
    line = try Checks.line(key.publicKey)
  }

  private func server(_ options: String..., keys: [String]? = nil) throws -> OpenSSHServer {
    try OpenSSHServer(authorizedKeys: keys ?? [line], options: options)
  }

  private func ask(
    _ server: OpenSSHServer, _ material: Identity.Material? = nil,
    expect: LatchkeyVerifier.Expectation = .allow
  ) throws -> Outcome {
    try Checks.ask(
      Checks.check(
        server.port, user: server.user, [Identity(material ?? .privateKey(key))], expect: expect),
      of: server)
  }

  @Test func `a server that wants another factor first is not said to take no keys at all`() throws
  {
    let outcome = try ask(
      try server("AuthenticationMethods password,publickey", "PasswordAuthentication yes"))
    #expect(outcome.verdict == .denied)
    #expect(outcome.reason == .publickeyNotOffered)
    #expect(outcome.detail.contains("or none before another method; it would take password"))
    #expect(outcome.remedy?.contains("AuthenticationMethods to begin with publickey") == true)
  }

  @Test func `a server that names no method is quoted with none`() throws {
    let outcome = try ask(try server("PubkeyAuthentication no"))
    #expect(outcome.reason == .publickeyNotOffered)
    #expect(outcome.detail.hasSuffix("it names no method that it would take"), "\(outcome.detail)")
  }

  @Test func `a public key alone is said to tell of the list, and not of the log-in`() throws {
    let server = try server(
      "AuthenticationMethods publickey,password", "PasswordAuthentication yes")
    let outcome = try ask(server, .publicKey(key.publicKey), expect: .partial)
    #expect(outcome.verdict == .allowed)
    #expect(outcome.reason == .keyListed)
    #expect(outcome.detail.contains("a further factor"), "\(outcome.detail)")
    #expect(outcome.detail.contains("is not seen"))
    #expect(outcome.remedy?.hasPrefix("give the private key") == true)
    #expect(outcome.remedy?.contains("remove") == false)
  }

  @Test func `who wants a door shut is not told to open it with a further factor`() throws {
    let server = try server(
      "AuthenticationMethods publickey,password", "PasswordAuthentication yes")
    let denied = try ask(server, expect: .deny)
    #expect(denied.verdict == .partial)
    #expect(
      denied.remedy
        == "remove the key from \(server.user)'s authorized keys on the server, or expect a partial "
        + "verdict")
    #expect(try ask(server).remedy?.contains("log in with the further factor") == true)
  }

  @Test func `a door that wants one factor where two were expected`() throws {
    let outcome = try ask(try server(), expect: .partial)
    #expect(outcome.verdict == .allowed)
    #expect(outcome.remedy?.contains("AuthenticationMethods") == true)
    #expect(outcome.remedy?.contains("remove") == false)
  }

  @Test func `the candidates name an expired account and revoked keys`() throws {
    let revoked = try TemporaryFolder()
    let list = try revoked.write((line + "\n").utf8, to: "revoked")
    let outcome = try ask(try server("RevokedKeys \(list)"))
    #expect(outcome.reason == .keyRefused)
    let remedy = try #require(outcome.remedy)
    #expect(remedy.contains("a locked or expired account"))
    #expect(remedy.contains("RevokedKeys"))
    #expect(remedy.contains("a from= or expiry-time option of its line"))
  }

  @Test func `a key that is tied to a command says how to see what that is`() throws {
    let outcome = try ask(try server(keys: ["command=\"echo no\" \(line)"]))
    #expect(outcome.verdict == .allowed)
    #expect(outcome.reason == .authenticated)
    #expect(outcome.detail.contains("--exec true shows"), "\(outcome.detail)")
  }

  @Test(.enabled(if: RunningAgent.isAvailable))
  func `an agent with too many keys is told how to offer one of them`() throws {
    let server = try server()
    let keys = try (0..<8).map { _ in try PrivateKey.generate(.ed25519) }
    try RunningAgent.with(keys + [key]) { agent, _ in
      let all = try agent.identities()
      let outcome = try Checks.ask(Checks.check(server.port, user: server.user, all), of: server)
      #expect(outcome.reason == .tooManyAttempts, "\(outcome.detail)")
      #expect(outcome.verdict == .inconclusive)
      #expect(outcome.remedy?.contains("--agent -i KEY.pub") == true)
      let one = all.filter { $0.publicKey == key.publicKey }
      let asked = try Checks.ask(Checks.check(server.port, user: server.user, one), of: server)
      #expect(asked.reason == .authenticated, "\(asked.detail)")
    }
  }

  // MARK: PAM

  @Test(
    .enabled(
      if: OpenSSHServer.hasAccounts
        && FileManager.default.isReadableFile(
          atPath: "/etc/pam.d/sshd")
    ), arguments: [false, true])
  func `what PAM says after the log-in is the server's answer`(hasBanner: Bool) throws {
    let folder = try TemporaryFolder()
    let banner = try folder.write("Employees only.\n".utf8, to: "banner")
    // The account's last day was 1970-01-02.
    let server = try OpenSSHServer(
      authorizedKeys: [line],
      options: ["UsePAM yes", "PermitRootLogin yes"] + (hasBanner ? ["Banner \(banner)"] : []),
      shadow: "*:20000:0:99999:7::1:")
    let outcome = try ask(server)
    #expect(outcome.verdict == .denied, "\(outcome.detail)\n\(server.log)")
    #expect(outcome.reason == .keyAcceptedLoginRefused)
    #expect(outcome.detail.contains("account has expired"), "\(outcome.detail)")
    #expect(outcome.detail.contains("Employees only.") == hasBanner)
    #expect(try ask(server, expect: .deny).isMet)
  }

  @Test(.enabled(if: PythonServer.isAvailable))
  func `a banner that came before the log-in is no answer to it`() throws {
    let server = try PythonServer(.faulty, authorizedKey: line)
    let check = Checks.check(server.port, user: "somebody", [Identity(.privateKey(key))])
    try server.misbehave(at: 52, "words")
    let words = try Checks.ask(check, of: server)
    #expect(words.verdict == .denied, "\(words.detail)")
    #expect(words.reason == .keyAcceptedLoginRefused)
    #expect(words.detail.contains("said \"closed for today\", and closed the connection"))
    try server.misbehave(at: 60, "greeting")
    let greeting = try Checks.ask(check, of: server)
    #expect(greeting.verdict == .inconclusive, "\(greeting.detail)")
    #expect(greeting.reason == .closed)
    #expect(greeting.detail.contains("log-in banner says \"closed for today\""))
  }
}
