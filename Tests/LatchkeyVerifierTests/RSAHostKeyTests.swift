import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// Servers whose RSA host key is the one that is trusted: libssh2 1.10 cannot ask for it, later ones
/// can. Nobody is accused for that.
@Suite(.enabled(if: OpenSSHServer.isAvailable))
struct RSAHostKeyTests {
  let key: PrivateKey
  private static let types = ["ed25519", "ecdsa", "rsa"]
  private static var canAsk: Bool { AccessVerifier.libraryVersion != "1.10.0" }

  init() throws { key = try PrivateKey.generate(.ed25519) }

  private func server(_ hostKeys: [String] = Self.types) throws -> OpenSSHServer {
    try OpenSSHServer(authorizedKeys: [try Checks.line(key.publicKey)], hostKeys: hostKeys)
  }

  private func ask(_ server: OpenSSHServer, _ policy: HostKeyPolicy) throws -> Outcome {
    try Checks.ask(
      Checks.check(server.port, user: server.user, [Identity(.privateKey(key))], policy: policy),
      of: server)
  }

  private func pin(_ type: String, of server: OpenSSHServer) throws -> HostKeyPin {
    try #require(HostKeyPin.pins(inFile: Array("\(server.hostKey(type)) host\n".utf8)).first)
  }

  private func fingerprint(_ type: String, of server: OpenSSHServer) throws -> HostKeyPin {
    guard case .key(let key) = try pin(type, of: server) else {
      throw VerifierTestFailure.noOutcome
    }
    return try HostKeyPin(fingerprint: key.fingerprint.text)
  }

  private func known(_ lines: String...) -> HostKeyPolicy {
    let text = lines.joined(separator: "\n")
    return .knownHosts(
      [KnownHostsFile(path: "/nonexistent/known", contents: Array(text.utf8))], acceptNew: true)
  }

  private func expectLimit(_ outcome: Outcome, attempts: Int) {
    if Self.canAsk {
      #expect(outcome.reason == .authenticated, "\(outcome.detail)")
      #expect(outcome.hostKey?.key.algorithm == .rsa)
      return
    }
    #expect(outcome.verdict == .inconclusive, "\(outcome.detail)")
    #expect(outcome.stage == .kex)
    #expect(outcome.reason == .noCommonHostKey)
    #expect(outcome.exitStatus == 25)
    #expect(outcome.detail.contains("rsa-sha2-512, rsa-sha2-256: libssh2 1.10.0"))
    #expect(outcome.remedy?.contains("ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub") == true)
    // What was shown is not accused.
    #expect(outcome.hostKey?.trust == .unknown)
    #expect(outcome.attempts == attempts)
  }

  private func expectNothingSent(_ server: OpenSSHServer) {
    #expect(!server.log.contains("user \(server.user)"))
    #expect(!server.log.contains("Accepted"))
  }

  @Test func `the fingerprint of an RSA host key is no false alarm`() throws {
    let server = try server()
    // Both of the others are asked for before.
    expectLimit(try ask(server, .pinned([fingerprint("rsa", of: server)])), attempts: 2)
    if !Self.canAsk { expectNothingSent(server) }
  }

  @Test func `an RSA host key that is pinned as a key is no false alarm`() throws {
    let server = try server()
    expectLimit(try ask(server, .pinned([pin("rsa", of: server)])), attempts: 1)
  }

  @Test func `a host that is known by its RSA key alone is no false alarm`() throws {
    let server = try server()
    let policy = known("[127.0.0.1]:\(server.port) \(try server.hostKey("rsa"))")
    expectLimit(try ask(server, policy), attempts: 1)
    if !Self.canAsk { expectNothingSent(server) }
  }

  @Test func `a jump host that is known by its RSA key alone is no false alarm`() throws {
    let server = try server()
    let target = try self.server(["ed25519"])
    var check = Checks.check(target.port, user: target.user, [Identity(.privateKey(key))])
    check.jumps = [
      JumpHost(
        host: "127.0.0.1", port: server.port, user: server.user,
        identities: [Identity(.privateKey(key))],
        hostKeyPolicy: known("[127.0.0.1]:\(server.port) \(try server.hostKey("rsa"))"))
    ]
    let outcome = try withExtendedLifetime(target) { try Checks.ask(check, of: server) }
    #expect(outcome.reason == (Self.canAsk ? .authenticated : .noCommonHostKey))
    #expect(outcome.verdict == (Self.canAsk ? .allowed : .inconclusive))
    #expect(outcome.hops.first?.verdict == outcome.verdict)
    #expect(outcome.hops.first?.hostKey?.trust == (Self.canAsk ? .known : .unknown))
  }

  @Test func `another key beside the RSA key lets in`() throws {
    let server = try server()
    let pins = try [fingerprint("rsa", of: server), pin("ed25519", of: server)]
    let outcome = try ask(server, .pinned(pins))
    #expect(outcome.reason == .authenticated, "\(outcome.detail)")
  }

  @Test func `where no type is left a wrong fingerprint is a mismatch`() throws {
    let server = try server(["ed25519", "ecdsa"])
    let wrong = try PrivateKey.generate(.ed25519).publicKey
    let outcome = try ask(server, .pinned([HostKeyPin(fingerprint: wrong.fingerprint.text)]))
    #expect(outcome.verdict == .untrusted)
    #expect(outcome.reason == .mismatch)
  }

  @Test func `a host whose RSA key is known and that has none is untrusted`() throws {
    let server = try server(["ed25519"])
    let other = try self.server(["rsa"])
    let policy = known("[127.0.0.1]:\(server.port) \(try other.hostKey("rsa"))")
    let outcome = try ask(server, policy)
    #expect(outcome.verdict == .untrusted)
    #expect(outcome.reason == .pinnedTypeNotOffered)
  }

  @Test func `a pin of a type that can be asked for is a mismatch beside an RSA key`() throws {
    let server = try server()
    let wrong = HostKeyPin.key(try PrivateKey.generate(.ed25519).publicKey)
    let outcome = try ask(server, .pinned([wrong]))
    #expect(outcome.verdict == .untrusted)
    #expect(outcome.reason == .mismatch)
    #expect(outcome.hostKey?.trust == .mismatch)
    expectNothingSent(server)
  }

  @Test func `a pinned key that has changed is a mismatch, though the RSA key is pinned, too`()
    throws
  {
    let server = try server()
    let wrong = HostKeyPin.key(try PrivateKey.generate(.ed25519).publicKey)
    let other = HostKeyPin.key(try PrivateKey.generate(.rsa(bits: 2048)).publicKey)
    let outcome = try ask(server, .pinned([wrong, other]))
    #expect(outcome.verdict == .untrusted, "\(outcome.detail)")
    #expect(outcome.reason == .mismatch)
    #expect(outcome.hostKey?.trust == .mismatch)
    expectNothingSent(server)
  }

  @Test func `a known key that has changed is a mismatch, though the RSA key is known, too`() throws
  {
    let server = try server()
    let wrong = try Checks.line(PrivateKey.generate(.ed25519).publicKey)
    let name = "[127.0.0.1]:\(server.port)"
    let outcome = try ask(
      server, known("\(name) \(wrong)", "\(name) \(try server.hostKey("rsa"))"))
    #expect(outcome.verdict == .untrusted)
    #expect(outcome.reason == .mismatch)
  }
}
