import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

@Suite(.enabled(if: OpenSSHServer.isAvailable))
struct OpenSSHTests {
  static let kinds: [KeyKind] = [
    .ed25519, .rsa(bits: 2048), .rsa(bits: 3072), .ecdsa(.p256), .ecdsa(.p384), .ecdsa(.p521),
  ]

  @Test(arguments: kinds) func `a key that is listed gets in, and its server saw it log in`(
    kind: KeyKind
  ) throws {
    let key = try PrivateKey.generate(kind)
    let server = try OpenSSHServer(authorizedKeys: [try Checks.line(key.publicKey)])
    let outcome = try Checks.ask(
      Checks.check(server.port, user: server.user, [Identity(.privateKey(key))]), of: server)
    #expect(outcome.verdict == .allowed, "\(outcome.detail)\n\(server.log)")
    #expect(outcome.reason == .authenticated)
    #expect(outcome.stage == .auth)
    #expect(outcome.exitStatus == 0)
    #expect(outcome.attempts == 1)
    #expect(server.log.contains("Accepted publickey for \(server.user)"))
    #expect(server.log.contains(key.publicKey.fingerprint.text))
  }

  @Test(arguments: kinds) func `a key that is not listed is refused`(kind: KeyKind) throws {
    let key = try PrivateKey.generate(kind)
    let other = try PrivateKey.generate(.ed25519)
    let server = try OpenSSHServer(authorizedKeys: [try Checks.line(other.publicKey)])
    let outcome = try Checks.ask(
      Checks.check(server.port, user: server.user, [Identity(.privateKey(key))]), of: server)
    #expect(outcome.verdict == .denied, "\(outcome.detail)\n\(server.log)")
    #expect(outcome.reason == .keyRefused)
    #expect(outcome.methods == ["publickey"])
    #expect(outcome.exitStatus == 22)
    #expect(outcome.remedy?.contains("authorized_keys") == true)
  }
}
