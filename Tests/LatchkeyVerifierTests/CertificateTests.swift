import Foundation
import LatchkeyFormats
import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// User certificates, signed by ssh-keygen and offered to sshd.
@Suite(.enabled(if: OpenSSHServer.isAvailable))
struct CertificateTests {
  private let folder: TemporaryFolder
  private let user = NSUserName()

  init() throws {
    folder = try TemporaryFolder()
    try keygen(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", folder.path("authority")])
  }

  private func keygen(_ arguments: [String]) throws {
    let outcome = try #require(Tool(named: "ssh-keygen")).run(arguments)
    try #require(outcome.status == 0, "\(outcome.errorText)")
  }

  /// A certificate for a key.
  ///
  /// - Parameter options: `ssh-keygen`'s: principals and validity among them.
  private func certificate(_ key: PublicKey, _ options: [String]) throws -> Certificate {
    let path = folder.path("key.pub")
    try folder.write((try Checks.line(key) + "\n").utf8, to: "key.pub")
    try keygen(["-q", "-s", folder.path("authority"), "-I", "a test"] + options + [path])
    let file = try KeyFile.read(Array(folder.read("key-cert.pub")))
    guard case .certificate(let entry) = file.entries.first else {
      throw VerifierTestFailure.noOutcome
    }
    return entry.certificate
  }

  private func server(_ options: String...) throws -> OpenSSHServer {
    try OpenSSHServer(options: options + ["TrustedUserCAKeys \(folder.path("authority.pub"))"])
  }

  private func ask(
    _ server: OpenSSHServer, _ identity: Identity, user: String? = nil, command: String? = nil
  ) throws -> Outcome {
    try Checks.ask(
      Checks.check(server.port, user: user ?? server.user, [identity], command: command),
      of: server)
  }

  @Test(arguments: [
    KeyKind.ed25519, .ecdsa(.p256), .ecdsa(.p384), .ecdsa(.p521), .rsa(bits: 2048),
    .rsa(bits: 3072), .rsa(bits: 4096),
  ])
  func `a certificate of any kind of key gets in`(kind: KeyKind) throws {
    let key = try PrivateKey.generate(kind)
    let certificate = try certificate(key.publicKey, ["-n", user])
    let server = try server()
    let outcome = try ask(
      server, Identity(.privateKey(key), certificate: certificate), command: "echo in")
    #expect(outcome.reason == .ran, "\(outcome.detail)\n\(server.log)")
    #expect(outcome.command?.output == Array("in\n".utf8))
    #expect(server.log.contains("Accepted certificate ID \"a test\""))
    // The key by itself is not what the server knows.
    #expect(try ask(server, Identity(.privateKey(key))).reason == .keyRefused)
  }

  @Test func `a certificate alone finds out whether it is taken`() throws {
    let key = try PrivateKey.generate(.rsa(bits: 2048)).publicKey
    let certificate = try certificate(key, ["-n", user])
    let outcome = try ask(
      try server(), Identity(.publicKey(key), certificate: certificate))
    #expect(outcome.verdict == .allowed)
    #expect(outcome.reason == .keyListed, "\(outcome.detail)")
  }

  @Test(arguments: [
    (["-n", "alice,bob"], "is for alice, bob, not for ", "issue a certificate for USER"),
    (
      ["-n", "USER", "-V", "20200101Z:20210101Z"], "expired at 2021-01-01T00:00:00Z",
      "issue a certificate that is valid now"
    ),
    (
      ["-n", "USER", "-V", "20990101Z:20990201Z"], "is valid from 2099-01-01T00:00:00Z only",
      "issue a certificate that is valid now"
    ),
    (
      [], "names no user, and OpenSSH lets nobody in by such a one", "issue a certificate for USER"
    ),
    (["-n", "USER", "-h"], "is a host's, not a user's", "issue a user's certificate"),
  ])
  func `why a certificate is refused is said where it can be seen from here`(
    options: [String], fault: String, cure: String
  ) throws {
    let key = try PrivateKey.generate(.ed25519)
    let options = options.map { $0 == "USER" ? user : $0 }
    let certificate = try certificate(key.publicKey, options)
    let outcome = try ask(
      try server(), Identity(.privateKey(key), certificate: certificate))
    #expect(outcome.verdict == .denied)
    #expect(outcome.reason == .keyRefused)
    #expect(outcome.detail.contains("the certificate of "))
    #expect(outcome.detail.contains(fault), "\(outcome.detail)")
    // What is known is not one candidate among others.
    let remedy = try #require(outcome.remedy)
    #expect(remedy.hasPrefix(cure.replacing("USER", with: user)), "\(remedy)")
    #expect(!remedy.contains("candidates"), "\(remedy)")
  }

  @Test func `an authority that the server does not trust is a candidate, not a finding`() throws {
    let key = try PrivateKey.generate(.ed25519)
    let certificate = try certificate(
      key.publicKey, ["-n", user, "-O", "source-address=192.0.2.0/24"])
    let outcome = try ask(
      try OpenSSHServer(), Identity(.privateKey(key), certificate: certificate))
    #expect(outcome.reason == .keyRefused)
    #expect(!outcome.detail.contains("the certificate of"))
    let remedy = try #require(outcome.remedy)
    #expect(remedy.contains("is not in TrustedUserCAKeys"))
    #expect(remedy.contains(certificate.authority.fingerprint.text))
    #expect(remedy.contains("valid from 192.0.2.0/24 only"))
    #expect(!remedy.contains("in the user's authorized_keys"))
  }

  @Test func `a key with another key's certificate is refused before anything is sent`() throws {
    let key = try PrivateKey.generate(.ed25519)
    let other = try PrivateKey.generate(.ed25519).publicKey
    let certificate = try certificate(other, ["-n", user])
    let server = try server()
    let outcome = try ask(server, Identity(.privateKey(key), certificate: certificate))
    #expect(outcome.verdict == .inconclusive)
    #expect(outcome.reason == .privateKeyUnusable)
    #expect(outcome.detail.contains("is for another key, \(other.fingerprint.text)"))
    #expect(!server.log.contains("Postponed") && !server.log.contains("Accepted"))
  }
}
