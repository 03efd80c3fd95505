import Foundation
import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// What else than a key by itself is offered, to servers that are not OpenSSH: keys in turn, an
/// agent's, certificates.
@Suite(.enabled(if: PythonServer.isAvailable && DropbearServer.isAvailable))
struct PeerIdentityTests {
  enum Peer: CaseIterable, Sendable {
    case asyncssh, paramiko, dropbear

    /// A server that lets one key in: itself, its port and the user.
    func start(_ key: PublicKey) throws -> (server: AnyObject, port: UInt16, user: String) {
      let line = try Checks.line(key)
      switch self {
      case .asyncssh, .paramiko:
        let server = try PythonServer(
          self == .asyncssh ? .asyncssh : .paramiko, authorizedKey: line)
        return (server, server.port, "somebody")
      case .dropbear:
        let server = try DropbearServer(authorizedKeys: [line])
        return (server, server.port, server.user)
      }
    }
  }

  static let kinds: [KeyKind] = [.ed25519, .ecdsa(.p256), .rsa(bits: 2048)]

  private func ask(_ peer: Peer, authorizing key: PublicKey, _ identities: [Identity]) throws
    -> Outcome
  {
    let (server, port, user) = try peer.start(key)
    return try Checks.ask(Checks.check(port, user: user, identities), of: server)
  }

  @Test(arguments: Peer.allCases)
  func `of several keys the one that is listed gets in, on one connection`(peer: Peer) throws {
    let keys = try [KeyKind.ecdsa(.p256), .rsa(bits: 2048), .ed25519].map {
      try PrivateKey.generate($0)
    }
    let outcome = try ask(
      peer, authorizing: keys[2].publicKey, keys.map { Identity(.privateKey($0)) })
    #expect(outcome.reason == .authenticated, "\(outcome.detail)")
    #expect(outcome.identity == 2)
    #expect(outcome.attempts == 1)
  }

  @Test(
    .enabled(if: RunningAgent.isAvailable),
    arguments: Peer.allCases, kinds)
  func `a key that the agent holds gets in`(peer: Peer, kind: KeyKind) throws {
    let key = try PrivateKey.generate(kind)
    try RunningAgent.with([key]) { agent, _ in
      let outcome = try ask(peer, authorizing: key.publicKey, try agent.identities())
      #expect(outcome.reason == .authenticated, "\(outcome.detail)")
    }
  }

  @Test(arguments: kinds)
  func `a certificate gets into asyncssh, and the others refuse it`(kind: KeyKind) throws {
    let key = try PrivateKey.generate(kind)
    let authority = try PrivateKey.generate(.ed25519)
    for peer in Peer.allCases {
      let user = peer == .dropbear ? "tester" : "somebody"
      let certificate = try certificate(key.publicKey, by: authority, for: user)
      let outcome = try ask(
        peer, authorizing: authority.publicKey,
        [Identity(.privateKey(key), certificate: certificate)])
      if peer == .asyncssh {
        #expect(outcome.reason == .authenticated, "\(outcome.detail)")
        continue
      }
      #expect(outcome.verdict == .denied, "\(peer) \(outcome.detail)")
      #expect(outcome.reason == .keyRefused, "\(peer) \(outcome.detail)")
      let remedy = try #require(outcome.remedy)
      if peer == .dropbear {
        #expect(remedy.hasPrefix("dropbear knows no certificates"), "\(remedy)")
        continue
      }
      #expect(remedy.contains("a key type that is not accepted"))
      #expect(remedy.contains(authority.publicKey.fingerprint.text))
    }
  }

  private func certificate(_ key: PublicKey, by authority: PrivateKey, for user: String) throws
    -> Certificate
  {
    let folder = try TemporaryFolder()
    try folder.write(authority.encoded(as: .openssh).publicBytes(), to: "ca")
    try folder.write((try Checks.line(key) + "\n").utf8, to: "key.pub")
    let signed = try #require(Tool(named: "ssh-keygen")).run([
      "-q", "-s", folder.path("ca"), "-I", "a test", "-n", user, folder.path("key.pub"),
    ])
    try #require(signed.status == 0, "\(signed.errorText)")
    let file = try KeyFile.read(Array(folder.read("key-cert.pub")))
    guard case .certificate(let entry) = file.entries.first else {
      throw VerifierTestFailure.noOutcome
    }
    return entry.certificate
  }
}
