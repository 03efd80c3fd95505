import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

@Suite(.enabled(if: DropbearServer.isAvailable))
struct DropbearTests {
  static let kinds: [KeyKind] = [
    .ed25519, .rsa(bits: 2048), .ecdsa(.p256), .ecdsa(.p384), .ecdsa(.p521),
  ]

  @Test(arguments: kinds) func `a key that is listed gets into dropbear`(kind: KeyKind) throws {
    let key = try PrivateKey.generate(kind)
    let server = try DropbearServer(authorizedKeys: [try Checks.line(key.publicKey)])
    let outcome = try Checks.ask(
      Checks.check(server.port, user: server.user, [Identity(.privateKey(key))]), of: server)
    #expect(outcome.reason == .authenticated, "\(outcome.detail)\n\(server.log)")
    #expect(outcome.banner?.hasPrefix("SSH-2.0-dropbear") == true)
    #expect(server.log.contains("Pubkey auth succeeded for 'tester'"))
  }

  @Test(arguments: kinds) func `a key that is not listed is refused by dropbear`(
    kind: KeyKind
  ) throws {
    let key = try PrivateKey.generate(kind)
    let server = try DropbearServer()
    let outcome = try Checks.ask(
      Checks.check(
        server.port, user: server.user, [Identity(.privateKey(key))], expect: .deny), of: server)
    #expect(outcome.verdict == .denied, "\(outcome.detail)\n\(server.log)")
    #expect(outcome.reason == .keyRefused)
    #expect(outcome.isMet)
    #expect(outcome.exitStatus == 0)
    #expect(outcome.remedy == nil)
  }

  @Test func `dropbear's second factor makes a partial verdict`() throws {
    let key = try PrivateKey.generate(.ed25519)
    let server = try DropbearServer(
      authorizedKeys: [try Checks.line(key.publicKey)], options: ["-t"])
    let outcome = try Checks.ask(
      Checks.check(server.port, user: server.user, [Identity(.privateKey(key))]), of: server)
    #expect(outcome.verdict == .partial, "\(outcome.detail)\n\(server.log)")
    #expect(outcome.reason == .moreFactorsRequired)
    #expect(outcome.methods == ["password"])
    #expect(outcome.exitStatus == 23)
  }
}
