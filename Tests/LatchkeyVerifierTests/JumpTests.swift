import Foundation
import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// Through one jump host or several: real sshd, each.
@Suite(.enabled(if: OpenSSHServer.isAvailable))
struct JumpTests {
  private let key: PrivateKey
  private let line: String
  private let user = NSUserName()

  init() throws {
    key = try PrivateKey.generate(.ed25519)
    line = try Checks.line(key.publicKey)
  }

  private func server(
    _ options: String..., lets: Bool = true, prefix: String = ""
  ) throws -> OpenSSHServer {
    try OpenSSHServer(authorizedKeys: lets ? [prefix + line] : [], options: options)
  }

  private func jump(_ server: OpenSSHServer, policy: HostKeyPolicy = .insecurelyIgnored) -> JumpHost
  {
    JumpHost(
      host: "127.0.0.1", port: server.port, user: user, identities: [Identity(.privateKey(key))],
      hostKeyPolicy: policy)
  }

  private func ask(
    _ port: UInt16, through jumps: [JumpHost], command: String? = nil, key: PrivateKey? = nil,
    expect: LatchkeyVerifier.Expectation = .allow, deadlines: Deadlines = Deadlines()
  ) throws -> Outcome {
    var check = Checks.check(
      port, user: user, [Identity(.privateKey(key ?? self.key))], expect: expect,
      deadlines: deadlines, command: command)
    check.jumps = jumps
    return try Checks.ask(check, of: nil)
  }

  @Test(arguments: 1...3) func `a command runs behind so many jump hosts`(count: Int) throws {
    let target = try server()
    let bastions = try (0..<count).map { _ in try server() }
    let outcome = try withExtendedLifetime((target, bastions)) {
      // More than a window of a channel holds, so that every hop has to adjust it.
      try ask(
        target.port, through: bastions.map { jump($0) },
        command: "head -c 60000 /dev/zero | tr '\\0' x")
    }
    #expect(outcome.reason == .ran, "\(outcome.detail)")
    #expect(outcome.command?.output.count == 60_000)
    #expect(outcome.hops.map(\.verdict) == bastions.map { _ in .allowed })
    #expect(outcome.hops.map(\.hop.port) == bastions.map(\.port))
    #expect(target.log.contains("Accepted publickey"))
    for bastion in bastions { #expect(bastion.log.contains("Accepted publickey")) }
  }

  @Test func `a key that the host behind refuses is refused, and the jump host is not blamed`()
    throws
  {
    let target = try server(lets: false)
    let bastion = try server()
    let outcome = try withExtendedLifetime((target, bastion)) {
      try ask(target.port, through: [jump(bastion)], expect: .deny)
    }
    #expect(outcome.verdict == .denied)
    #expect(outcome.reason == .keyRefused)
    #expect(outcome.isMet)
    #expect(outcome.hops.map(\.verdict) == [.allowed])
  }

  @Test func `a jump host that refuses us is no refusal of the host behind it`() throws {
    let target = try server()
    let bastion = try server(lets: false)
    let outcome = try withExtendedLifetime((target, bastion)) {
      try ask(target.port, through: [jump(bastion)], expect: .deny)
    }
    #expect(outcome.verdict == .unreachable)
    #expect(outcome.reason == .jumpFailed)
    #expect(!outcome.isMet)
    #expect(
      outcome.detail.hasPrefix("the jump host 127.0.0.1:\(bastion.port): the server refused "))
    #expect(outcome.remedy?.contains("authorized_keys") == true)
    #expect(outcome.hops.map(\.reason) == [.keyRefused])
    #expect(!target.log.contains("Connection from"))
    // What was seen is the jump host's: nothing of it is told of the host that was not asked.
    #expect(outcome.hops.first?.hostKey != nil)
    #expect(outcome.hostKey == nil)
    #expect(outcome.banner == nil)
    #expect(outcome.methods == nil)
    #expect(outcome.negotiated == nil)
    #expect(outcome.address == nil)
    #expect(outcome.timings.auth == nil)
    #expect(outcome.timings.total > .zero)
  }

  @Test func `the second of two is named where it is the one`() throws {
    let target = try server()
    let first = try server()
    let second = try server(lets: false)
    let outcome = try withExtendedLifetime((target, first, second)) {
      try ask(target.port, through: [jump(first), jump(second)])
    }
    #expect(outcome.reason == .jumpFailed)
    #expect(outcome.detail.contains(":\(second.port): the server refused"))
    #expect(outcome.hops.map(\.verdict) == [.allowed, .denied])
  }

  @Test(arguments: ["AllowTcpForwarding no", "PermitOpen 192.0.2.1:22"])
  func `a jump host that forwards nothing is told apart`(option: String) throws {
    let target = try server()
    let bastion = try server(option)
    let outcome = try withExtendedLifetime((target, bastion)) {
      try ask(target.port, through: [jump(bastion)])
    }
    #expect(outcome.verdict == .unreachable)
    #expect(outcome.reason == .forwardingRefused, "\(outcome.detail)")
    #expect(outcome.hops.map(\.verdict) == [.allowed])
    #expect(outcome.remedy?.contains("AllowTcpForwarding") == true)
  }

  @Test func `a key that may not forward is told apart`() throws {
    let target = try server()
    let bastion = try server(prefix: "restrict ")
    let outcome = try withExtendedLifetime((target, bastion)) {
      try ask(target.port, through: [jump(bastion)])
    }
    #expect(outcome.reason == .forwardingRefused, "\(outcome.detail)")
  }

  @Test func `a port that nobody listens on behind a jump host is quoted as it tells`() throws {
    let bastion = try server()
    let shut = try Loopback.freePort()
    let outcome = try withExtendedLifetime(bastion) {
      try ask(shut, through: [jump(bastion)])
    }
    #expect(outcome.verdict == .unreachable)
    #expect(outcome.reason == .jumpCannotConnect, "\(outcome.detail)")
    #expect(outcome.detail.contains("Connection refused"))
    #expect(outcome.detail.contains("127.0.0.1:\(shut)"))
  }

  @Test func `each host key is judged, and nothing is sent on past one that is wrong`() throws {
    let target = try server()
    let bastion = try server()
    let pin = try HostKeyPin(fingerprint: "SHA256:" + String(repeating: "A", count: 43))
    let stopped = try withExtendedLifetime((target, bastion)) {
      try ask(target.port, through: [jump(bastion, policy: .pinned([pin]))])
    }
    #expect(stopped.verdict == .untrusted)
    #expect(stopped.reason == .mismatch)
    #expect(stopped.detail.contains("the jump host 127.0.0.1:\(bastion.port)"))
    #expect(!bastion.log.contains("Accepted"))
    #expect(!target.log.contains("Connection from"))
  }

  @Test func `a jump host has a pin and a key of its own`() throws {
    let own = try PrivateKey.generate(.ecdsa(.p256))
    let target = try server()
    let bastion = try OpenSSHServer(authorizedKeys: [try Checks.line(own.publicKey)])
    func ask(_ hostKey: String, _ identity: PrivateKey) throws -> Outcome {
      let pin = try HostKeyPin(fingerprint: fingerprint(hostKey))
      let hop = JumpHost(
        host: "127.0.0.1", port: bastion.port, user: user,
        identities: [Identity(.privateKey(identity))], hostKeyPolicy: .pinned([pin]))
      return try withExtendedLifetime((target, bastion)) {
        try self.ask(target.port, through: [hop])
      }
    }
    let outcome = try ask(bastion.hostKey(), own)
    #expect(outcome.reason == .authenticated, "\(outcome.detail)")
    #expect(bastion.log.contains(own.publicKey.fingerprint.text))
    #expect(target.log.contains(key.publicKey.fingerprint.text))
    #expect(!target.log.contains(own.publicKey.fingerprint.text))
    // The key of the host behind does not open the jump host.
    let refused = try ask(bastion.hostKey(), key)
    #expect(refused.reason == .jumpFailed, "\(refused.detail)")
    #expect(refused.hops.map(\.reason) == [.keyRefused])
    // Nor does that host's pin.
    let wrong = try ask(target.hostKey(), own)
    #expect(wrong.verdict == .untrusted)
    #expect(wrong.reason == .mismatch)
    #expect(wrong.detail.hasPrefix("the jump host 127.0.0.1:\(bastion.port): "), "\(wrong.detail)")
  }

  private func fingerprint(_ hostKey: String) throws -> String {
    let blob = try #require(Data(base64Encoded: String(hostKey.split(separator: " ")[1])))
    return try PublicKey(blob: Array(blob)).fingerprint.text
  }

  @Test func `a silent host behind a jump host meets the deadline`() throws {
    let bastion = try server()
    let (listener, port) = try Loopback.listener()
    defer { close(listener) }
    var deadlines = Deadlines()
    deadlines.connect = .seconds(1)
    let outcome = try withExtendedLifetime(bastion) {
      try ask(port, through: [jump(bastion)], deadlines: deadlines)
    }
    #expect(outcome.stage == .banner)
    #expect(outcome.reason == .timeout, "\(outcome.detail)")
    #expect(outcome.hops.map(\.verdict) == [.allowed])
  }

  @Test func `an endless sender behind a jump host meets the deadline`() throws {
    let bastion = try server()
    let target = try FaultServer { peer in
      peer.send("SSH-2.0-endless\r\n")
      // SSH_MSG_IGNORE: sent until the other side has gone.
      let flood = (0..<64).flatMap { _ in Packets.packet([2, 0, 0, 0, 0]) }
      while peer.sends(flood) {}
    }
    var deadlines = Deadlines()
    deadlines.keyExchange = .seconds(1)
    let outcome = try withExtendedLifetime((bastion, target)) {
      try ask(target.port, through: [jump(bastion)], deadlines: deadlines)
    }
    #expect(outcome.stage == .kex, "\(outcome.detail)")
    #expect([.timeout, .failed].contains(outcome.reason), "\(outcome.detail)")
    #expect(outcome.timings.total < .seconds(15))
  }

  @Test func `a jump host of an untyped pin is asked for its other keys`() throws {
    let target = try server()
    let bastion = try OpenSSHServer(authorizedKeys: [line], hostKeys: ["ed25519", "ecdsa"])
    let pin = try HostKeyPin(fingerprint: fingerprint(bastion.hostKey("ecdsa")))
    let outcome = try withExtendedLifetime((target, bastion)) {
      try ask(target.port, through: [jump(bastion, policy: .pinned([pin]))])
    }
    #expect(outcome.verdict == .allowed, "\(outcome.detail)")
    #expect(outcome.attempts == 2)
    #expect(outcome.hops.first?.hostKey?.key.algorithm == .ecdsa(.p256))
  }
}
