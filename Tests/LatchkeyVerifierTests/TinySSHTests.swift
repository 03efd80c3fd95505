import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// tinysshd has one cipher, chacha20-poly1305@openssh.com, which libssh2 has since 1.11.
@Suite(.enabled(if: TinySSHServer.isAvailable))
struct TinySSHTests {
  let key: PrivateKey
  let server: TinySSHServer

  init() throws {
    key = try PrivateKey.generate(.ed25519)
    server = try TinySSHServer(authorizedKeys: [try Checks.line(key.publicKey)])
  }

  private func ask(_ key: PrivateKey, command: String? = nil) throws -> Outcome {
    try Checks.ask(
      Checks.check(server.port, user: server.user, [Identity(.privateKey(key))], command: command),
      of: server)
  }

  @Test(.enabled("1.10.0 lacks the cipher") { AccessVerifier.libraryVersion == "1.10.0" })
  func `a server whose one cipher our library lacks is our limit, and both lists are named`()
    throws
  {
    let outcome = try ask(key)
    #expect(outcome.verdict == .inconclusive, "\(outcome.detail) \(server.log)")
    #expect(outcome.stage == .kex)
    #expect(outcome.reason == .noCommonCipher, "\(outcome.detail)")
    #expect(outcome.banner?.hasPrefix("SSH-2.0-tinyssh") == true)
    #expect(outcome.detail.contains("offers chacha20-poly1305@openssh.com;"), "\(outcome.detail)")
    #expect(outcome.detail.contains("aes256-ctr"))
    #expect(outcome.remedy?.contains("not a fault of the key") == true)
  }

  @Test(.enabled("1.11 has the cipher") { AccessVerifier.libraryVersion.hasPrefix("1.11") })
  func `a listed key gets in, and another is refused`() throws {
    let outcome = try ask(key, command: "exit 3")
    #expect(outcome.reason == .ran, "\(outcome.detail) \(server.log)")
    #expect(outcome.command?.status == 3)
    let refused = try ask(try PrivateKey.generate(.ed25519))
    #expect(refused.reason == .keyRefused, "\(refused.detail) \(server.log)")
    // It says of any key that it would accept it, so that is no answer.
    for probe in [key, try PrivateKey.generate(.ed25519)] {
      let probed = try Checks.ask(
        Checks.check(server.port, user: server.user, [Identity(.publicKey(probe.publicKey))]),
        of: server)
      #expect(probed.verdict == .inconclusive)
      #expect(probed.detail.hasPrefix("tinyssh says of every key"), "\(probed.detail)")
    }
  }
}
