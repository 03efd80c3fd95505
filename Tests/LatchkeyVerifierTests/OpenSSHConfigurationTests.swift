import Foundation
import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// Against sshd in configurations that refuse for different reasons: each is told apart.
@Suite(.enabled(if: OpenSSHServer.isAvailable))
struct OpenSSHConfigurationTests {
  let key: PrivateKey
  let other: PrivateKey
  let line: String

  init() throws {
    key = try PrivateKey.generate(.ed25519)
    other = try PrivateKey.generate(.ecdsa(.p256))
    line = try Checks.line(key.publicKey)
  }

  private func server(_ options: String..., keys: [String]? = nil, hostKeys: [String] = ["ed25519"])
    throws -> OpenSSHServer
  {
    try OpenSSHServer(authorizedKeys: keys ?? [line], hostKeys: hostKeys, options: options)
  }

  private func ask(
    _ server: OpenSSHServer, _ identities: [Identity]? = nil, user: String? = nil,
    expect: LatchkeyVerifier.Expectation = .allow, command: String? = nil
  ) throws -> Outcome {
    try Checks.ask(
      Checks.check(
        server.port, user: user ?? server.user, identities ?? [Identity(.privateKey(key))],
        expect: expect, command: command), of: server)
  }

  // MARK: Keys

  @Test func `several keys are offered in turn on one connection`() throws {
    let server = try server()
    let outcome = try ask(
      server,
      [
        Identity(.privateKey(other)), Identity(.publicKey(other.publicKey)),
        Identity(.privateKey(key)),
      ])
    #expect(outcome.reason == .authenticated, "\(outcome.detail)")
    #expect(outcome.identity == 2)
    #expect(outcome.attempts == 1)
  }

  @Test func `a public key alone finds out whether it is listed, and logs nobody in`() throws {
    let server = try server()
    let listed = try ask(server, [Identity(.publicKey(key.publicKey))])
    #expect(listed.verdict == .allowed)
    #expect(listed.reason == .keyListed)
    let refused = try ask(server, [Identity(.publicKey(other.publicKey))], expect: .deny)
    #expect(refused.verdict == .denied)
    #expect(refused.reason == .keyRefused)
    #expect(refused.isMet)
    #expect(!server.log.contains("Accepted publickey"))
  }

  @Test(arguments: [2048, 3072]) func `an RSA public key alone is asked for under a SHA-2 name`(
    bits: Int
  ) throws {
    let rsa = try PrivateKey.generate(.rsa(bits: bits)).publicKey
    let server = try server(keys: [try Checks.line(rsa)])
    let listed = try ask(server, [Identity(.publicKey(rsa))])
    #expect(listed.reason == .keyListed, "\(listed.detail)\n\(server.log)")
  }

  @Test func `an allowed key where deny was expected is 24`() throws {
    let outcome = try ask(try server(), expect: .deny)
    #expect(outcome.verdict == .allowed)
    #expect(!outcome.isMet)
    #expect(outcome.exitStatus == 24)
    #expect(outcome.remedy?.contains("remove the key") == true)
  }

  @Test func `an unknown user is refused like a key that is not listed`() throws {
    let outcome = try ask(try server(), user: "nobody-has-this-name")
    #expect(outcome.verdict == .denied)
    #expect(outcome.reason == .keyRefused)
    #expect(outcome.remedy?.contains("there is no user nobody-has-this-name") == true)
  }

  @Test(arguments: ["from=\"192.0.2.1\"", "expiry-time=\"20200101\""])
  func `an option of the line that forbids the key is among the candidates`(
    option: String
  ) throws {
    let outcome = try ask(try server(keys: ["\(option) \(line)"]))
    #expect(outcome.verdict == .denied)
    let name = option.prefix { $0 != "=" }
    #expect(outcome.remedy?.contains(name) == true)
  }

  @Test func `a key type that the server does not accept is refused`() throws {
    let outcome = try ask(try server("PubkeyAcceptedAlgorithms ecdsa-sha2-nistp256"))
    #expect(outcome.verdict == .denied)
    #expect(outcome.remedy?.contains("key type") == true)
  }

  // MARK: Methods and factors

  @Test func `a server that takes no public keys is named as that`() throws {
    let outcome = try ask(try server("PubkeyAuthentication no", "PasswordAuthentication yes"))
    #expect(outcome.verdict == .denied)
    #expect(outcome.reason == .publickeyNotOffered, "\(outcome.detail)")
    #expect(outcome.methods == ["password"])
  }

  @Test func `one of two factors is a partial verdict that names what is missing`() throws {
    let server = try server(
      "AuthenticationMethods publickey,password", "PasswordAuthentication yes")
    let outcome = try ask(server)
    #expect(outcome.verdict == .partial)
    #expect(outcome.reason == .moreFactorsRequired)
    #expect(outcome.methods == ["password"])
    #expect(outcome.detail.contains("password"))
    #expect(outcome.exitStatus == 23)
    #expect(try ask(server, expect: .partial).exitStatus == 0)
    #expect(try ask(server, expect: .deny).exitStatus == 23)
  }

  @Test func `a second key is the second factor where the server wants two`() throws {
    let server = try server(
      "AuthenticationMethods publickey,publickey",
      keys: [line, try Checks.line(other.publicKey)])
    let one = try ask(server)
    #expect(one.verdict == .partial, "\(one.detail)")
    #expect(one.remedy?.contains("second key") == true)
    let two = try ask(server, [Identity(.privateKey(key)), Identity(.privateKey(other))])
    #expect(two.reason == .authenticated, "\(two.detail)")
  }

  @Test func `too many attempts are told apart from a refusal`() throws {
    let server = try server("MaxAuthTries 2")
    let wrong = try (0..<4).map { _ in
      Identity(.privateKey(try PrivateKey.generate(.ed25519)))
    }
    let cut = try ask(server, wrong)
    #expect(cut.verdict == .inconclusive, "\(cut.detail)")
    #expect(cut.stage == .auth)
    #expect(cut.reason == .tooManyAttempts)
    #expect(cut.detail.contains("not tried"))
  }

  @Test func `the last key that a server lets us try is refused, not undecided`() throws {
    let server = try server("MaxAuthTries 1")
    let outcome = try ask(server, [Identity(.privateKey(other))], expect: .deny)
    #expect(outcome.verdict == .denied, "\(outcome.detail)")
    #expect(outcome.reason == .tooManyAttempts)
    #expect(outcome.isMet)
  }

  @Test(
    .enabled("root can be forbidden to log in only where the tests run as root") {
      getuid() == 0
    })
  func `a listed key whose log-in is forbidden is accepted, and yet refused`() throws {
    let outcome = try ask(try server("PermitRootLogin no"))
    #expect(outcome.verdict == .denied)
    #expect([.keyAcceptedLoginRefused, .keyRefused].contains(outcome.reason))
    #expect(outcome.remedy?.contains("PermitRootLogin") == true, "\(outcome.remedy ?? "")")
  }

  @Test func `a log-in banner is quoted when the door stays shut`() throws {
    let folder = try TemporaryFolder()
    let banner = try folder.write("Employees only.\n".utf8, to: "banner")
    let outcome = try ask(try server("Banner \(banner)", keys: []))
    #expect(outcome.verdict == .denied)
    #expect(outcome.detail.contains("Employees only."), "\(outcome.detail)")
  }

  // MARK: Algorithms

  @Test(
    .enabled("1.10.0 lacks these algorithms") { AccessVerifier.libraryVersion == "1.10.0" },
    arguments: [
      ("Ciphers chacha20-poly1305@openssh.com", Reason.noCommonCipher),
      ("Ciphers aes256-gcm@openssh.com", .noCommonCipher),
      ("MACs hmac-sha2-256-etm@openssh.com", .noCommonMAC),
      ("KexAlgorithms sntrup761x25519-sha512@openssh.com", .noCommonKex),
    ])
  func `what our library lacks is our limit, and no verdict on the key`(
    option: String, reason: Reason
  ) throws {
    let outcome = try ask(try server(option))
    #expect(outcome.verdict == .inconclusive)
    #expect(outcome.stage == .kex)
    #expect(outcome.reason == reason, "\(outcome.detail)")
    #expect(outcome.detail.contains(option.split(separator: " ")[1]))
    #expect(outcome.remedy?.contains("libssh2 1.10.0") == true)
    #expect(outcome.exitStatus == 25)
  }

  @Test(.enabled("1.10.0 lacks SHA-2 host keys") { AccessVerifier.libraryVersion == "1.10.0" })
  func `a host that has an RSA key only is beyond 1.10`() throws {
    let outcome = try ask(try server(hostKeys: ["rsa"]))
    #expect(outcome.verdict == .inconclusive)
    #expect(outcome.reason == .noCommonHostKey)
    #expect(outcome.detail.contains("rsa-sha2-512"))
  }

  // MARK: Commands

  @Test func `a command that reads its standard input finds the end of it`() throws {
    let outcome = try ask(try server(), command: "cat && echo over")
    #expect(outcome.reason == .ran, "\(outcome.detail)")
    #expect(outcome.command?.output == Array("over\n".utf8))
  }

  @Test func `a command is run, and its status and output are known`() throws {
    let outcome = try ask(
      try server(), command: "echo out; echo err >&2; head -c 200000 /dev/zero; exit 7")
    #expect(outcome.verdict == .allowed, "\(outcome.detail)")
    #expect(outcome.stage == .exec)
    #expect(outcome.reason == .ran)
    #expect(outcome.command?.status == 7)
    #expect(outcome.command?.output.starts(with: "out\n".utf8) == true)
    #expect(outcome.command?.output.count == 65_536)
    #expect(outcome.command?.isTruncated == true)
    #expect(outcome.command?.errors.elementsEqual("err\n".utf8) == true)
  }

  @Test
  func `the longest command that libssh2 sends is run, and a longer one is this client's limit`()
    throws
  {
    func command(_ size: Int) -> String {
      "exit 7" + String(repeating: " ", count: size - 6)
    }
    let longest = try ask(try server(), command: command(AccessCheck.commandLimit))
    #expect(longest.command?.status == 7, "\(longest.detail)")
    let longer = try ask(try server(), command: command(AccessCheck.commandLimit + 1))
    #expect(longer.verdict == .inconclusive, "\(longer.detail)")
    #expect(longer.stage == .session)
    #expect(longer.reason == .execRestricted)
    #expect(longer.detail.contains("it has 34726 bytes, and libssh2 "))
  }

  @Test func `a command that a signal ends is named as that`() throws {
    let outcome = try ask(try server(), command: "kill -TERM $$")
    #expect(outcome.reason == .signal, "\(outcome.detail)")
    #expect(outcome.command?.signal == "TERM")
  }

  @Test func `the reply of a cloud image to root names the user to log in as`() throws {
    let forced =
      #"command="echo 'Please login as the user \"ubuntu\" rather than the user \"root\".';exit 142""#
    let outcome = try ask(try server(keys: ["\(forced) \(line)"]), command: "true")
    #expect(outcome.verdict == .denied, "\(outcome.detail)")
    #expect(outcome.reason == .forcedCommand)
    #expect(outcome.remedy == "log in as ubuntu")
  }

  @Test func `a command that does not end meets its deadline`() throws {
    let server = try server()
    var check = Checks.check(
      server.port, user: server.user, [Identity(.privateKey(key))], command: "sleep 30")
    check.deadlines.command = .milliseconds(500)
    let outcome = try Checks.ask(check, of: server)
    #expect(outcome.verdict == .inconclusive)
    #expect(outcome.reason == .timeout)
    #expect([.exec, .session].contains(outcome.stage))
  }

  @Test func `a command that writes without end meets its deadline, its output bounded`() throws {
    let server = try server()
    var check = Checks.check(
      server.port, user: server.user, [Identity(.privateKey(key))], command: "yes")
    check.deadlines.command = .milliseconds(1500)
    let outcome = try Checks.ask(check, of: server)
    #expect(outcome.verdict == .inconclusive, "\(outcome.detail)")
    #expect(outcome.reason == .timeout)
    #expect(outcome.command?.output.count == 65_536)
    #expect(outcome.command?.isTruncated == true)
  }

  @Test func `a server that opens no sessions is told apart from one that refuses the key`() throws
  {
    let server = try server("MaxSessions 0")
    let outcome = try ask(server, command: "true")
    #expect(outcome.verdict == .denied, "\(outcome.detail)")
    #expect(outcome.stage == .session)
    #expect(outcome.reason == .refused)
    #expect(try ask(server).reason == .authenticated)
  }

  @Test(.enabled("only root may tell sshd to run a command for keys") { getuid() == 0 })
  func `a server that hangs in the middle of authentication meets the deadline`() throws {
    let server = try server(
      "AuthorizedKeysCommand /bin/sleep 20", "AuthorizedKeysCommandUser root", keys: [])
    var check = Checks.check(server.port, user: server.user, [Identity(.privateKey(key))])
    check.deadlines.authentication = .milliseconds(400)
    let outcome = try Checks.ask(check, of: server)
    #expect(outcome.verdict == .inconclusive, "\(outcome.detail)")
    #expect(outcome.stage == .auth)
    #expect(outcome.reason == .timeout)
  }

  // MARK: Many at once

  @Test func `one thread asks many questions, and answers in their order`() throws {
    let server = try server()
    let checks = (0..<24).map { index in
      Checks.check(
        server.port, user: server.user,
        [Identity(.privateKey(index.isMultiple(of: 2) ? key : other))])
    }
    var reported: Set<Int> = []
    let outcomes = try withExtendedLifetime(server) {
      try AccessVerifier(concurrency: 24, perHost: 8).verify(checks) { index, _ in
        reported.insert(index)
      }
    }
    #expect(outcomes.map(\.verdict) == (0..<24).map { $0.isMultiple(of: 2) ? .allowed : .denied })
    #expect(reported == Set(0..<24))
  }

  @Test func `a host that is booting is asked until it opens`() throws {
    let server = try server(keys: [])
    var check = Checks.check(server.port, user: server.user, [Identity(.privateKey(key))])
    check.patience = .seconds(60)
    let line = line
    Thread.detachNewThread {
      usleep(700_000)
      try? server.authorize([line])
    }
    let outcome = try Checks.ask(check, of: server)
    #expect(outcome.reason == .authenticated, "\(outcome.detail)")
    #expect(outcome.attempts > 1)
  }
}
