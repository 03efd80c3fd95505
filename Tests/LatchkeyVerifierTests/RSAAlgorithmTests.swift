import Foundation
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

@testable import LatchkeyVerifier

/// RSA keys at servers that take one of RFC 8332's two algorithms, both, or neither.
@Suite(.enabled(if: OpenSSHServer.isAvailable), .serialized)
struct RSAAlgorithmTests {
  private let key: PrivateKey
  private let line: String

  init() throws {
    key = try PrivateKey.generate(.rsa(bits: 2048))
    line = try Checks.line(key.publicKey)
  }

  private func server(_ accepted: String, _ options: String..., keys: [String]? = nil) throws
    -> OpenSSHServer
  {
    try OpenSSHServer(
      authorizedKeys: keys ?? [line],
      options: ["PubkeyAcceptedAlgorithms ssh-ed25519,\(accepted)"] + options)
  }

  private func ask(
    _ server: OpenSSHServer, _ identities: [Identity]? = nil,
    expect: LatchkeyVerifier.Expectation = .allow
  ) throws -> Outcome {
    try Checks.ask(
      Checks.check(
        server.port, user: server.user, identities ?? [Identity(.privateKey(key))], expect: expect),
      of: server)
  }

  private func offers(_ outcome: Outcome) -> [String] {
    outcome.timeline.map(\.text).filter { $0.hasPrefix("offers ") && $0.contains(" for ") }
  }

  @Test(arguments: ["rsa-sha2-256", "rsa-sha2-512"])
  func `a key gets in by the one algorithm that the server takes`(algorithm: String) throws {
    let server = try server(algorithm)
    let outcome = try ask(server)
    #expect(outcome.reason == .authenticated, "\(outcome.detail)\n\(server.log)")
    #expect(outcome.attempts == 1)
    #expect(outcome.timeline.contains { $0.text == "signs with \(algorithm)" })
    let listed = try ask(server, [Identity(.publicKey(key.publicKey))])
    #expect(listed.reason == .keyListed, "\(listed.detail)\n\(server.log)")
    #expect(try ask(server, expect: .deny).verdict == .allowed)
  }

  @Test(.enabled("later releases choose by themselves") { SSHLibrary.loaded.needsRSAUpgrade })
  func `a key that gets in is offered once, and each offer names its algorithm`() throws {
    let first = try ask(try server("rsa-sha2-256,rsa-sha2-512"))
    #expect(offers(first).count == 1)
    #expect(offers(first).first?.hasSuffix(" as rsa-sha2-256") == true, "\(offers(first))")
    let second = try ask(try server("rsa-sha2-512"))
    #expect(offers(second).count == 2)
    #expect(offers(second).last?.hasSuffix(" as rsa-sha2-512") == true, "\(offers(second))")
  }

  @Test func `a refused key is told with the algorithms that it was refused under`() throws {
    let outcome = try ask(try server("rsa-sha2-256,rsa-sha2-512", keys: []), expect: .deny)
    #expect(outcome.verdict == .denied)
    #expect(outcome.reason == .keyRefused, "\(outcome.detail)")
    #expect(outcome.isMet)
    guard SSHLibrary.loaded.needsRSAUpgrade else { return }
    #expect(outcome.detail.contains(" as rsa-sha2-256 and as rsa-sha2-512 for "))
  }

  @Test func `a server that takes no RSA signature at all still judges the keys that follow`()
    throws
  {
    let other = try PrivateKey.generate(.ed25519)
    let server = try OpenSSHServer(
      authorizedKeys: [line, try Checks.line(other.publicKey)],
      options: ["PubkeyAcceptedAlgorithms ssh-ed25519"])
    let outcome = try ask(server, [Identity(.privateKey(key)), Identity(.privateKey(other))])
    #expect(outcome.reason == .authenticated, "\(outcome.detail)\n\(server.log)")
    #expect(outcome.identity == 1)
    #expect(outcome.attempts == 1)
    let refused = try ask(server, expect: .deny)
    #expect(refused.verdict == .denied, "\(refused.detail)\n\(server.log)")
    #expect(refused.reason == .keyRefused)
  }

  @Test(.enabled(if: RunningAgent.isAvailable)) func `an agent's key gets in by rsa-sha2-512`()
    throws
  {
    let server = try server("rsa-sha2-512")
    try RunningAgent.with([key]) { agent, _ in
      let outcome = try ask(server, try agent.identities())
      #expect(outcome.reason == .authenticated, "\(outcome.detail)\n\(server.log)")
    }
  }

  @Test(arguments: ["rsa-sha2-256", "rsa-sha2-512"])
  func `a certificate gets in by the one algorithm that the server takes`(algorithm: String) throws
  {
    let folder = try TemporaryFolder()
    let keygen = try #require(Tool(named: "ssh-keygen"))
    let authority = folder.path("authority")
    try #require(
      keygen.run(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", authority]).status == 0)
    let path = try folder.write((line + "\n").utf8, to: "key.pub")
    try #require(
      keygen.run(["-q", "-s", authority, "-I", "a test", "-n", NSUserName(), path]).status == 0)
    let file = try KeyFile.read(Array(folder.read("key-cert.pub")))
    guard case .certificate(let entry) = file.entries.first else {
      throw VerifierTestFailure.noOutcome
    }
    let server = try server(
      "\(algorithm)-cert-v01@openssh.com", "TrustedUserCAKeys \(authority).pub", keys: [])
    let outcome = try ask(
      server, [Identity(.privateKey(key), certificate: entry.certificate)])
    #expect(outcome.reason == .authenticated, "\(outcome.detail)\n\(server.log)")
  }

  // MARK: How many offers a server takes

  @Test func `keys that come after an RSA key are offered before its other name`() throws {
    let other = try PrivateKey.generate(.ed25519)
    let server = try server(
      "rsa-sha2-256,rsa-sha2-512", "MaxAuthTries 2", keys: [try Checks.line(other.publicKey)])
    let outcome = try ask(server, [Identity(.privateKey(key)), Identity(.privateKey(other))])
    #expect(outcome.reason == .authenticated, "\(outcome.detail)\n\(server.log)")
    #expect(outcome.identity == 1)
    #expect(outcome.attempts == 1)
  }

  @Test func `a server that takes one offer is asked for the other name once more`() throws {
    let server = try server("rsa-sha2-512", "MaxAuthTries 1")
    let outcome = try ask(server)
    #expect(outcome.reason == .authenticated, "\(outcome.detail)\n\(server.log)")
    let stranger = try PrivateKey.generate(.rsa(bits: 2048))
    let refused = try ask(server, [Identity(.privateKey(stranger))], expect: .deny)
    #expect(refused.verdict == .denied, "\(refused.detail)\n\(server.log)")
    #expect(refused.reason == .tooManyAttempts)
    #expect(refused.isMet)
  }

  @Test func `many RSA keys that are all refused are denied, as they were with one name`() throws {
    let keys = try (0..<4).map { _ in
      Identity(.privateKey(try PrivateKey.generate(.rsa(bits: 2048))))
    }
    let server = try server("rsa-sha2-512")
    let outcome = try ask(server, keys)
    #expect(outcome.verdict == .denied, "\(outcome.detail)\n\(server.log)")
    let last = try ask(server, keys.dropLast() + [Identity(.privateKey(key))])
    #expect(last.reason == .authenticated, "\(last.detail)\n\(server.log)")
  }

  // MARK: What is not known

  @Test(arguments: [
    ("SSH-2.0-OpenSSH_6.6.1p1 Ubuntu-2ubuntu2", Verdict.inconclusive, Reason.privateKeyUnusable),
    ("SSH-2.0-OpenSSH_7.1", .inconclusive, .privateKeyUnusable),
    ("SSH-2.0-OpenSSH_7.2p2", .denied, .keyRefused), ("SSH-2.0-OpenSSH_10.0", .denied, .keyRefused),
    ("SSH-2.0-dropbear_2019.78", .inconclusive, .privateKeyUnusable),
    ("SSH-2.0-dropbear_2020.79", .denied, .keyRefused), ("SSH-2.0-dropbear", .denied, .keyRefused),
    ("SSH-2.0-other", .denied, .keyRefused),
  ])
  func `a server that is older than SHA-2 has not judged an RSA key`(
    banner: String, verdict: Verdict, reason: Reason
  ) throws {
    var evidence = Evidence()
    evidence.stage = .auth
    evidence.banner = banner
    evidence.keys = [
      .init(
        identity: 0, answer: .refused, methods: ["publickey"],
        refusedNames: ["rsa-sha2-256", "rsa-sha2-512"])
    ]
    let check = Checks.check(22, user: "alice", [Identity(.privateKey(key))])
    let diagnosis = Diagnosis(evidence, of: check)
    #expect(diagnosis.verdict == verdict, "\(diagnosis.detail)")
    #expect(diagnosis.reason == reason)
    evidence.keys[0].refusedNames = ["ssh-rsa"]
    #expect(Diagnosis(evidence, of: check).verdict == .denied)
  }

  @Test func `a server that signs with SHA-1 alone has not judged an RSA key`() throws {
    let check = Checks.check(22, user: "alice", [Identity(.privateKey(key))])
    var evidence = Evidence()
    evidence.stage = .auth
    evidence.banner = "SSH-2.0-other"
    evidence.signsWithSHA1Alone = true
    evidence.keys = [
      .init(identity: 0, answer: .refused, methods: ["publickey"], refusedNames: ["rsa-sha2-256"])
    ]
    let diagnosis = Diagnosis(evidence, of: check)
    #expect(diagnosis.verdict == .inconclusive, "\(diagnosis.detail)")
    #expect(diagnosis.detail.contains("with SHA-1 alone"))
    evidence.keys[0].refusedNames = []
    #expect(Diagnosis(evidence, of: check).verdict == .denied)
  }
}
