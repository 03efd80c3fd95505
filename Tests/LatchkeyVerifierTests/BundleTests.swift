import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// Checks that share a connection find what each finds alone.
@Suite(.enabled(if: OpenSSHServer.isAvailable), .serialized)
struct BundleTests {
  /// What an answer says, without when and over which connection.
  private struct Answer: Hashable {
    let verdict: Verdict
    let stage: Stage
    let reason: Reason
    let detail: String
    let remedy: String?
    let methods: [String]?
    let identity: Int?

    init(_ outcome: Outcome) {
      verdict = outcome.verdict
      stage = outcome.stage
      reason = outcome.reason
      detail = outcome.detail
      remedy = outcome.remedy
      methods = outcome.methods
      identity = outcome.identity
    }
  }

  /// sshd's options, and how many connections the eight questions may take together.
  private static let servers: [([String], Int)] = [
    // Three keys end the asking, two of them in the first five. An RSA key that is refused is two
    // offers; where they do not fit on one connection, it is asked about on two.
    ([], 4),
    (["MaxAuthTries 3"], 8),
    (["MaxAuthTries 1"], 11),
    (["AuthenticationMethods publickey,publickey"], 4),
    (["AuthenticationMethods password", "PasswordAuthentication yes"], 9),
  ]

  @Test(arguments: servers) func `keys that share a connection get the answers they get alone`(
    options: [String], most: Int
  ) throws {
    let listed = try PrivateKey.generate(.ed25519)
    let probed = try PrivateKey.generate(.ecdsa(.p256)).publicKey
    let rsa = try PrivateKey.generate(.rsa(bits: 2048))
    let server = try OpenSSHServer(
      authorizedKeys: [try Checks.line(listed.publicKey), try Checks.line(probed)],
      options: options)
    func stranger() throws -> PrivateKey { try PrivateKey.generate(.ed25519) }
    let materials: [Identity.Material] = [
      .privateKey(try stranger()), .privateKey(rsa), .privateKey(listed),
      .publicKey(try stranger().publicKey), .publicKey(probed),
      .publicKey(rsa.publicKey), .privateKey(try stranger()), .privateKey(try stranger()),
    ]
    let checks = materials.map { material in
      Checks.check(server.port, user: server.user, [Identity(material)], expect: .deny)
    }
    let before = connections(server)
    let together = try AccessVerifier().verify(checks)
    let taken = connections(server) - before
    let alone = try checks.map { try Checks.ask($0, of: server) }
    #expect(together.map(Answer.init) == alone.map(Answer.init))
    #expect(taken > 1 && taken <= most, "\(taken) connections\n\(server.log)")
    #expect(together.map(\.check.identities.count) == checks.map { _ in 1 })
  }

  @Test func `each answer tells its own key's steps and time`() throws {
    let server = try OpenSSHServer()
    let keys = try (0..<3).map { _ in try PrivateKey.generate(.ed25519) }
    let checks = keys.map { key in
      Checks.check(server.port, user: server.user, [Identity(.privateKey(key))], expect: .deny)
    }
    let before = connections(server)
    let outcomes = try withExtendedLifetime(server) { try AccessVerifier().verify(checks) }
    #expect(connections(server) - before == 1)
    for (key, outcome) in zip(keys, outcomes) {
      let offers = outcome.timeline.filter {
        $0.text.hasPrefix("offers ") && $0.side == .client && $0.text.contains(" for ")
      }
      #expect(offers.count == 1)
      #expect(offers.first?.text.contains(key.publicKey.fingerprint.text) == true)
      #expect(outcome.timeline.contains { $0.text.hasPrefix("refuses the key") })
      #expect(outcome.timings.auth.map { $0 > .zero } == true)
      #expect(outcome.attempts == 1)
    }
  }

  @Test func `a host that cannot be reached is the answer of all that would have shared it`() throws
  {
    let key = try PrivateKey.generate(.ed25519)
    let port = try Loopback.freePort()
    let check = Checks.check(port, user: "x", [Identity(.privateKey(key))], expect: .deny)
    let outcomes = try AccessVerifier().verify([check, check, check])
    #expect(outcomes.map(\.reason) == [.refused, .refused, .refused])
    #expect(outcomes.map(\.verdict) == [.unreachable, .unreachable, .unreachable])
  }

  @Test func `a server that takes two at a time answers everybody`() throws {
    let key = try PrivateKey.generate(.ed25519)
    let server = try OpenSSHServer(
      authorizedKeys: [try Checks.line(key.publicKey)], options: ["PerSourceMaxStartups 2"])
    let check = Checks.check(server.port, user: server.user, [Identity(.privateKey(key))])
    let outcomes = try withExtendedLifetime(server) {
      try AccessVerifier().verify(Array(repeating: check, count: 12))
    }
    #expect(outcomes.map(\.reason) == Array(repeating: .authenticated, count: 12))
    #expect(outcomes.contains { $0.attempts > 1 }, "\(outcomes.map(\.attempts))\n\(server.log)")
  }

  private func connections(_ server: OpenSSHServer) -> Int {
    server.log.split(whereSeparator: \.isNewline).count { $0.hasPrefix("Connection from ") }
  }
}
