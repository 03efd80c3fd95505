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

  @Test func `dropbear's own causes are the candidates`() throws {
    let server = try DropbearServer()
    let key = try PrivateKey.generate(.rsa(bits: 2048))
    let outcome = try Checks.ask(
      Checks.check(server.port, user: server.user, [Identity(.privateKey(key))]), of: server)
    let remedy = try #require(outcome.remedy)
    #expect(remedy.contains("/etc/shells"))
    #expect(remedy.contains("-G"))
    for name in ["AllowUsers", "StrictModes", "PermitRootLogin", "RequiredRSASize", "RevokedKeys"] {
      #expect(!remedy.contains(name), "\(remedy)")
    }
    // dropbear has one of RFC 8332's two algorithms, and is not asked for the other.
    #expect(!outcome.timeline.contains { $0.text.contains("rsa-sha2-512") })
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
