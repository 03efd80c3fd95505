import Foundation
import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// Keys that OpenSSH's own agent holds.
@Suite(.enabled(if: OpenSSHServer.isAvailable && RunningAgent.isAvailable))
struct AgentTests {
  @Test(arguments: [
    KeyKind.ed25519, .ecdsa(.p256), .ecdsa(.p521), .rsa(bits: 2048), .rsa(bits: 3072),
  ])
  func `a key that the agent holds gets in`(kind: KeyKind) throws {
    let key = try PrivateKey.generate(kind)
    try RunningAgent.with([key]) { agent, _ in
      let server = try OpenSSHServer(
        authorizedKeys: [try Checks.line(key.publicKey)],
        options: ["PubkeyAcceptedAlgorithms -ssh-rsa"])
      let outcome = try Checks.ask(
        Checks.check(server.port, user: server.user, try agent.identities(), command: "echo in"),
        of: server)
      #expect(outcome.reason == .ran, "\(outcome.detail)\n\(server.log)")
      #expect(outcome.command?.output == Array("in\n".utf8))
    }
  }

  @Test func `the agent's keys are offered in its order, under the names that it gives them`()
    throws
  {
    let keys = try (0..<3).map { _ in try PrivateKey.generate(.ed25519) }
    try RunningAgent.with(keys) { agent, folder in
      let held = try agent.identities()
      #expect(held.map(\.publicKey) == keys.map(\.publicKey))
      let server = try OpenSSHServer(authorizedKeys: [try Checks.line(keys[2].publicKey)])
      let outcome = try Checks.ask(
        Checks.check(server.port, user: server.user, held), of: server)
      #expect(outcome.reason == .authenticated)
      #expect(outcome.identity == 2)
    }
  }

  @Test func `a locked agent refuses to sign, and that is no refusal of the server's`() throws {
    let key = try PrivateKey.generate(.ed25519)
    // Wanted for each use, and there is nobody to ask for it.
    try RunningAgent.with([key], options: ["-c"]) { agent, _ in
      let server = try OpenSSHServer(authorizedKeys: [try Checks.line(key.publicKey)])
      let outcome = try Checks.ask(
        Checks.check(server.port, user: server.user, try agent.identities()), of: server)
      #expect(outcome.verdict == .inconclusive)
      #expect(outcome.reason == .privateKeyUnusable, "\(outcome.detail)")
      #expect(outcome.detail.contains("the agent refused to sign"))
    }
  }

  @Test func `a certificate that the agent holds gets in`() throws {
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(.rsa(bits: 2048))
    let authority = try PrivateKey.generate(.ed25519)
    let keygen = try #require(Tool(named: "ssh-keygen"))
    let path = try folder.write(key.encoded(as: .openssh).publicBytes(), to: "key")
    try folder.write((try Checks.line(key.publicKey) + "\n").utf8, to: "key.pub")
    try folder.write(authority.encoded(as: .openssh).publicBytes(), to: "ca")
    try folder.write((try Checks.line(authority.publicKey) + "\n").utf8, to: "ca.pub")
    let signed = try keygen.run([
      "-q", "-s", folder.path("ca"), "-I", "agent", "-n", NSUserName(), path + ".pub",
    ])
    try #require(signed.status == 0, "\(signed.errorText)")
    try RunningAgent.with([]) { agent, _ in
      let added = try #require(Tool(named: "ssh-add")).run(
        ["-q", path], environment: ["SSH_AUTH_SOCK": agent.path])
      try #require(added.status == 0)
      let held = try agent.identities()
      #expect(held.map { $0.certificate != nil } == [false, true])
      let server = try OpenSSHServer(options: ["TrustedUserCAKeys \(folder.path("ca.pub"))"])
      let outcome = try Checks.ask(
        Checks.check(server.port, user: server.user, [held[1]]), of: server)
      #expect(outcome.reason == .authenticated, "\(outcome.detail)\n\(server.log)")
    }
  }

  @Test func `an agent that never answers ends with the deadline, and the server is not blamed`()
    throws
  {
    let key = try PrivateKey.generate(.ed25519).publicKey
    let folder = try TemporaryFolder()
    let (socket, path) = try StandInAgent.silent(in: folder)
    defer { close(socket) }
    let server = try OpenSSHServer(authorizedKeys: [try Checks.line(key)])
    let held = AgentKey(publicKey: key, comment: "stuck", agent: SSHAgent(path: path))
    var deadlines = Deadlines()
    deadlines.authentication = .milliseconds(700)
    let outcome = try Checks.ask(
      Checks.check(
        server.port, user: server.user, [Identity(.agent(held))], deadlines: deadlines),
      of: server)
    #expect(outcome.verdict == .inconclusive)
    #expect(outcome.reason == .privateKeyUnusable)
    #expect(outcome.detail.contains("the agent has not signed in time"), "\(outcome.detail)")
  }

  @Test(arguments: [
    ([UInt8](), "closed the connection without an answer"),
    ([0, 0, 0, 0], "not an agent: it promises an answer of 0 bytes"),
    (Array("HTTP/1.1 400 Bad Request\r\n".utf8), "not an agent: it promises an answer of"),
    ([0, 0, 0, 5, 12, 0, 0, 0, 9], "the agent's list of keys is malformed"),
    ([0, 0, 0, 1, 5], "the agent's list of keys is malformed"),
  ])
  func `what is no agent's answer is named as that`(answer: [UInt8], reason: String) throws {
    let folder = try TemporaryFolder()
    let path = try StandInAgent.answering(in: folder) { _ in answer }
    let error = #expect(throws: VerifierError.self) { try SSHAgent(path: path).identities() }
    #expect(error?.code == .agentUnavailable)
    #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
  }

  /// PROTOCOL.u2f: what an authenticator signs is the hash of the application, its flags, its
  /// counter, and the hash of what it was asked to sign.
  @Test(arguments: [true, false])
  func `a security key signs by its agent`(isSignatureTrue: Bool) throws {
    let folder = try TemporaryFolder()
    let inner = try PrivateKey.generate(.ed25519)
    let half = Array(inner.publicKey.blob.suffix(32))
    let blob =
      Packets.string("sk-ssh-ed25519@openssh.com") + Packets.string(half) + Packets.string("ssh:")
    let key = try PublicKey(blob: blob)
    let path = try StandInAgent.answering(in: folder) { request in
      // uint32 length, byte 13, string blob, string data, uint32 flags
      let data = request.dropFirst(5 + 4 + blob.count + 4).dropLast(4)
      let flagsAndCounter: [UInt8] = [1, 0, 0, 0, 7]
      func hash(_ bytes: [UInt8]) -> [UInt8] { (try? Digest.sha256.hash(bytes)) ?? [] }
      let signed = hash(Array("ssh:".utf8)) + flagsAndCounter + hash(Array(data))
      var raw = Array(
        ((try? inner.signature(over: signed, algorithm: .ed25519)) ?? []).suffix(64))
      if !isSignatureTrue { raw[10] ^= 1 }
      let signature =
        Packets.string("sk-ssh-ed25519@openssh.com") + Packets.string(raw) + flagsAndCounter
      return Packets.string([14] + Packets.string(signature))
    }
    let server = try OpenSSHServer(authorizedKeys: [try Checks.line(key)])
    let held = AgentKey(publicKey: key, comment: "token", agent: SSHAgent(path: path))
    let outcome = try Checks.ask(
      Checks.check(server.port, user: server.user, [Identity(.agent(held))]), of: server)
    if isSignatureTrue {
      #expect(outcome.reason == .authenticated, "\(outcome.detail)\n\(server.log)")
    } else {
      #expect(outcome.reason == .privateKeyUnusable)
      #expect(outcome.detail.contains("the agent's signature does not verify"))
    }
  }

  @Test func `a security key's public half alone finds out whether it is listed`() throws {
    let half = Array(try PrivateKey.generate(.ed25519).publicKey.blob.suffix(32))
    let key = try PublicKey(
      blob: Packets.string("sk-ssh-ed25519@openssh.com") + Packets.string(half)
        + Packets.string("ssh:"))
    let server = try OpenSSHServer(authorizedKeys: [try Checks.line(key)])
    let outcome = try Checks.ask(
      Checks.check(server.port, user: server.user, [Identity(.publicKey(key))]), of: server)
    #expect(outcome.reason == .keyListed, "\(outcome.detail)")
  }
}
