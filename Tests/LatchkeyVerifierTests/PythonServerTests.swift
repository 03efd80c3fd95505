import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// Against the servers of two Python libraries.
@Suite(.enabled(if: PythonServer.isAvailable))
struct PythonServerTests {
  static let servers = [PythonServer.Kind.asyncssh, .paramiko]
  static let kinds: [KeyKind] = [
    .ed25519, .rsa(bits: 2048), .ecdsa(.p256), .ecdsa(.p384), .ecdsa(.p521),
  ]

  private func ask(_ server: PythonServer, _ key: PrivateKey, command: String? = nil) throws
    -> Outcome
  {
    try Checks.ask(
      Checks.check(
        server.port, user: "somebody", [Identity(.privateKey(key))], command: command), of: server)
  }

  @Test(arguments: servers, kinds)
  func `a listed key gets in, and another is refused`(
    kind: PythonServer.Kind, keyKind: KeyKind
  ) throws {
    let key = try PrivateKey.generate(keyKind)
    let server = try PythonServer(kind, authorizedKey: try Checks.line(key.publicKey))
    let outcome = try ask(server, key)
    #expect(outcome.reason == .authenticated, "\(outcome.detail) \(server.log)")
    let refused = try ask(server, try PrivateKey.generate(keyKind))
    #expect(refused.verdict == .denied, "\(refused.detail)")
    #expect(refused.reason == .keyRefused, "\(refused.detail)")
    let asked = try Checks.ask(
      Checks.check(server.port, user: "somebody", [Identity(.publicKey(key.publicKey))]),
      of: server)
    #expect(asked.reason == .keyListed, "\(asked.detail)")
  }

  /// asyncssh lists a key whatever it is offered as, and refuses the signature.
  @Test
  func `a name of RSA signatures that a listing server does not take is no refusal of the key`()
    throws
  {
    let key = try PrivateKey.generate(.rsa(bits: 2048))
    let line = try Checks.line(key.publicKey)
    let one = try PythonServer(.asyncssh, authorizedKey: line, rsa: "rsa-sha2-512")
    let outcome = try ask(one, key)
    #expect(outcome.reason == .authenticated, "\(outcome.detail) \(one.log)")
    let stranger = try ask(one, try PrivateKey.generate(.rsa(bits: 2048)))
    #expect(stranger.reason == .keyRefused, "\(stranger.detail)")
    guard AccessVerifier.libraryVersion == "1.10.0" else { return }
    // libssh2 1.10 asks for ssh-rsa host keys, and signs with SHA-2 alone here.
    let old = try PythonServer(.asyncssh, authorizedKey: line, hostKey: "rsa", rsa: "ssh-rsa")
    let unknown = try ask(old, key)
    #expect(unknown.verdict == .inconclusive, "\(unknown.detail)")
    #expect(unknown.reason == .privateKeyUnusable)
    #expect(unknown.detail.contains("with SHA-1 alone"))
  }

  @Test(arguments: servers) func `a command's end is told`(kind: PythonServer.Kind) throws {
    let key = try PrivateKey.generate(.ed25519)
    let server = try PythonServer(kind, authorizedKey: try Checks.line(key.publicKey))
    let ran = try ask(server, key, command: "true")
    #expect(ran.reason == .ran, "\(ran.detail)")
    #expect(ran.command?.status == 7)
    #expect(ran.command?.errors.elementsEqual("err\n".utf8) == true)
    let flood = try ask(server, key, command: "flood")
    #expect(flood.reason == .ran, "\(flood.detail)")
    #expect(flood.command?.output.count == 65_536)
    #expect(flood.command?.isTruncated == true)
    let stuck = try Checks.ask(
      Checks.check(
        server.port, user: "somebody", [Identity(.privateKey(key))],
        deadlines: Deadlines(command: .milliseconds(700)), command: "stuck"), of: server)
    #expect(stuck.reason == .timeout, "\(stuck.detail)")
  }

  @Test func `a signal is told by its name`() throws {
    let key = try PrivateKey.generate(.ed25519)
    let server = try PythonServer(.asyncssh, authorizedKey: try Checks.line(key.publicKey))
    let outcome = try ask(server, key, command: "killed")
    #expect(outcome.reason == .signal, "\(outcome.detail)")
    #expect(outcome.command?.signal == "TERM")
  }

  @Test func `the greatest exit status that there is is told as it was sent`() throws {
    let key = try PrivateKey.generate(.ed25519)
    let server = try PythonServer(.paramiko, authorizedKey: try Checks.line(key.publicKey))
    #expect(try ask(server, key, command: "most").command?.status == 0xFFFF_FFFF)
  }

  @Test func `paramiko's second factor makes a partial verdict`() throws {
    let key = try PrivateKey.generate(.ed25519)
    let server = try PythonServer(
      .paramiko, authorizedKey: try Checks.line(key.publicKey), factors: "publickey,password")
    let outcome = try ask(server, key)
    #expect(outcome.verdict == .partial, "\(outcome.detail)")
    #expect(outcome.methods?.contains("password") == true)
  }
}
