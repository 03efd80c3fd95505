import LatchkeyKeys
import LatchkeyVerifier

/// The checks that are made over and over: answered in each way, and broken off.
struct Round {
  private let checks: [AccessCheck]
  private let expected = [Reason.authenticated, .keyRefused, .ran, .timeout]

  init(user: String, port: UInt16, silent: UInt16, key: PrivateKey, other: PrivateKey) {
    func check(_ port: UInt16, _ key: PrivateKey) -> AccessCheck {
      AccessCheck(
        host: "127.0.0.1", port: port, user: user, identities: [Identity(.privateKey(key))],
        hostKeyPolicy: .insecurelyIgnored)
    }
    var command = check(port, key)
    command.command = "exit 3"
    var hasty = check(silent, key)
    hasty.deadlines = Deadlines(keyExchange: .milliseconds(50))
    checks = [check(port, key), check(port, other), command, hasty]
  }

  /// Makes so many checks, the round's in turn, as if so many had been made before; how many.
  func go(from start: Int, at count: Int) throws -> Int {
    let run = (start..<(start + count)).map { checks[$0 % checks.count] }
    // Dropbear lets an address have five log-ins under way.
    let outcomes = try AccessVerifier(concurrency: 6, perHost: 3).verify(run)
    for (index, outcome) in outcomes.enumerated()
    where outcome.reason != expected[(start + index) % expected.count] {
      throw VerifierEndurance.Failure(
        text: "\(outcome.reason) at \(start + index): \(outcome.detail)")
    }
    return outcomes.count
  }
}
