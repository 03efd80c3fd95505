import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// OpenSSH since 9.8 turns away an address that was refused too often (PerSourcePenalties).
@Suite(.enabled("sshd has no penalties before 9.8") { OpenSSHServer.hasPenalties })
struct PenaltyTests {
  @Test func `an address that is penalised is told apart, and waits until it is let in again`()
    throws
  {
    let key = try PrivateKey.generate(.ed25519)
    let other = try PrivateKey.generate(.ed25519)
    let server = try OpenSSHServer(
      authorizedKeys: [try Checks.line(key.publicKey)],
      options: ["PerSourcePenalties authfail:5 min:2 max:5"])
    func ask(_ key: PrivateKey, total: Duration) throws -> Outcome {
      try Checks.ask(
        Checks.check(
          server.port, user: server.user, [Identity(.privateKey(key))],
          deadlines: Deadlines(total: total)), of: server)
    }
    #expect(try ask(other, total: .seconds(30)).reason == .keyRefused)
    // The penalty is counted when the server's process has ended: that may take a moment.
    var turnedAway: Outcome?
    for _ in 0..<20 where turnedAway == nil {
      let outcome = try ask(other, total: .milliseconds(400))
      if outcome.reason == .sourcePenalised { turnedAway = outcome }
    }
    let penalised = try #require(turnedAway, "\(server.log)")
    #expect(penalised.verdict == .inconclusive)
    #expect(penalised.stage == .banner)
    #expect(penalised.exitStatus == 25)
    // A good key is turned away as well, backs off, and gets in when the time is over.
    let patient = try ask(key, total: .seconds(60))
    #expect(patient.reason == .authenticated, "\(patient.detail) \(server.log)")
    #expect(patient.attempts > 1)
    #expect(patient.timeline.contains { $0.text == "waits: source-penalised" })
  }
}
