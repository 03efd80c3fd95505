import Foundation
import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// Against sshd where it restricts who may log in, with what, and what they may do then.
@Suite(.enabled(if: OpenSSHServer.isAvailable))
struct OpenSSHRestrictionTests {
  let key: PrivateKey
  let line: String

  init() throws {
    key = try PrivateKey.generate(.ed25519)
    line = try Checks.line(key.publicKey)
  }

  private func ask(
    _ options: String..., keys: [String]? = nil, identity: Identity? = nil, command: String? = nil
  ) throws -> Outcome {
    let server = try OpenSSHServer(authorizedKeys: keys ?? [line], options: options)
    return try Checks.ask(
      Checks.check(
        server.port, user: server.user, [identity ?? Identity(.privateKey(key))],
        deadlines: Deadlines(command: .seconds(15)), command: command), of: server)
  }

  // MARK: Who may log in

  @Test(arguments: ["AllowUsers nobody-else", "DenyUsers *", "AllowGroups no-such-group"])
  func `a user who may not log in is refused, with the option among the candidates`(
    option: String
  ) throws {
    let outcome = try ask(option)
    #expect(outcome.verdict == .denied, "\(outcome.detail)")
    #expect(outcome.reason == .keyRefused, "\(outcome.detail)")
    #expect(
      outcome.remedy?.contains(option.prefix { $0 != " " }) == true, "\(outcome.remedy ?? "")")
  }

  @Test(.enabled("the tests log in as whoever runs them") { getuid() == 0 })
  func `root gets in where a password alone is forbidden`() throws {
    #expect(try ask("PermitRootLogin prohibit-password").reason == .authenticated)
  }

  @Test(.enabled("the tests log in as whoever runs them") { getuid() == 0 })
  func `root's key needs a forced command where only those are allowed`() throws {
    let option = "PermitRootLogin forced-commands-only"
    // sshd 9.2 and 10.0 say that root is in, and then drop the connection.
    let unasked = try ask(option)
    #expect(unasked.verdict == .denied, "\(unasked.detail)")
    #expect(unasked.remedy?.contains("PermitRootLogin forced-commands-only") == true)
    #expect(try ask(option, keys: ["command=\"exit 5\" \(line)"]).reason == .authenticated)
    let refused = try ask(option, command: "true")
    #expect(refused.verdict == .denied, "\(refused.detail)")
    #expect(refused.remedy?.contains("PermitRootLogin") == true)
    let forced = try ask(option, keys: ["command=\"exit 5\" \(line)"], command: "true")
    #expect(forced.verdict == .allowed, "\(forced.detail)")
    #expect(forced.reason == .forcedCommand, "\(forced.detail)")
    #expect(forced.command?.status == 5)
  }

  @Test func `a revoked key is refused although it is listed`() throws {
    let folder = try TemporaryFolder()
    let revoked = try folder.write("\(line)\n".utf8, to: "revoked")
    let outcome = try ask("RevokedKeys \(revoked)")
    #expect(outcome.verdict == .denied)
    #expect(outcome.reason == .keyRefused, "\(outcome.detail)")
  }

  @Test
  func `an RSA key that is shorter than the server wants is refused, and that is a candidate`()
    throws
  {
    let rsa = try PrivateKey.generate(.rsa(bits: 2048))
    let outcome = try ask(
      "RequiredRSASize 3072", keys: [try Checks.line(rsa.publicKey)],
      identity: Identity(.privateKey(rsa)))
    #expect(outcome.verdict == .denied, "\(outcome.detail)")
    #expect(
      outcome.remedy?.contains("RequiredRSASize") == true
        && outcome.remedy?.contains("2048 bits") == true, "\(outcome.remedy ?? "")")
  }

  @Test func `an RSA key that is short is named for that before all else`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("short")
    let made = try #require(Tool(named: "ssh-keygen")).run(
      ["-q", "-t", "rsa", "-b", "1024", "-N", "", "-f", path])
    try #require(made.status == 0, "\(made.errorText)")
    let rsa = try KeyFile.read(SecretBytes(copying: folder.read("short"))).privateKey().decrypt()
    let outcome = try ask(
      "RequiredRSASize 2048", keys: [try Checks.line(rsa.publicKey)],
      identity: Identity(.privateKey(rsa)))
    #expect(outcome.verdict == .denied, "\(outcome.detail)")
    #expect(
      outcome.remedy?.contains("candidates: RequiredRSASize, as this RSA key has 1024 bits only")
        == true, "\(outcome.remedy ?? "")")
  }

  @Test func `a command that leaves another behind has ended, and its session is not waited for`()
    throws
  {
    let outcome = try ask(command: "sleep 30 & exit 4")
    #expect(outcome.reason == .ran, "\(outcome.detail)")
    #expect(outcome.command?.status == 4)
    #expect(outcome.detail.hasSuffix("the server did not close its session"), "\(outcome.detail)")
  }

  // MARK: Factors

  @Test func `of several factors those that are missing now are named`() throws {
    let outcome = try ask(
      "AuthenticationMethods publickey,publickey,password publickey,password",
      "PasswordAuthentication yes")
    #expect(outcome.verdict == .partial, "\(outcome.detail)")
    #expect(outcome.methods?.sorted() == ["password", "publickey"])
  }

  @Test(.enabled("PAM is asked by root only") { getuid() == 0 })
  func `a question after the key is a factor that is missing`() throws {
    let outcome = try ask(
      "UsePAM yes", "KbdInteractiveAuthentication yes",
      "AuthenticationMethods publickey,keyboard-interactive")
    #expect(outcome.verdict == .partial, "\(outcome.detail)")
    #expect(outcome.reason == .moreFactorsRequired)
    #expect(outcome.methods == ["keyboard-interactive"])
  }

  @Test func `a server that wants another factor before the key does not take the key`() throws {
    let outcome = try ask(
      "AuthenticationMethods password,publickey", "PasswordAuthentication yes")
    #expect(outcome.verdict == .denied)
    #expect(outcome.reason == .publickeyNotOffered, "\(outcome.detail)")
    #expect(outcome.methods == ["password"])
  }

  // MARK: After the log-in

  @Test func `the command of a server's own configuration runs instead`() throws {
    let outcome = try ask("ForceCommand echo instead; exit 9", command: "true")
    #expect(outcome.verdict == .allowed, "\(outcome.detail)")
    #expect(outcome.command?.status == 9)
    #expect(outcome.command?.output.elementsEqual("instead\n".utf8) == true)
  }

  @Test(
    .enabled("only root's server can change its root") { getuid() == 0 },
    arguments: ["/no/such/folder", "/proc"])
  func `a command that no root folder is there for never ends well`(
    folder: String
  ) throws {
    let outcome = try ask("ChrootDirectory \(folder)", command: "true")
    // sshd's own end may be seen before the command's.
    #expect([.ran, .droppedAfterAuth, .disconnected].contains(outcome.reason), "\(outcome.detail)")
    #expect(outcome.command?.status != 0, "\(outcome.detail)")
  }

  @Test(.enabled("only root may tell sshd to run a command for keys") { getuid() == 0 })
  func `a log-in that takes too long is ended by the server, and nobody is refused`() throws {
    let outcome = try ask(
      "LoginGraceTime 1", "AuthorizedKeysCommand /bin/sleep 20", "AuthorizedKeysCommandUser root",
      keys: [])
    #expect(outcome.verdict == .inconclusive, "\(outcome.detail)")
    #expect(outcome.stage == .auth)
    #expect([.closed, .disconnected].contains(outcome.reason), "\(outcome.detail)")
  }
}
