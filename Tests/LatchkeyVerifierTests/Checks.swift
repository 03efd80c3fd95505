import LatchkeyFormats
import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// How these tests ask one question and get its answer.
enum Checks {
  /// - Parameter server: what has to live until there is an answer.
  static func ask(_ check: AccessCheck, of server: AnyObject?) throws -> Outcome {
    let outcomes = try withExtendedLifetime(server) { try AccessVerifier().verify([check]) }
    guard let outcome = outcomes.first, outcomes.count == 1 else {
      throw VerifierTestFailure.noOutcome
    }
    #expect(
      outcome.stage.reasons.contains(outcome.reason),
      "Stage.reasons does not know \(outcome.stage.rawValue): \(outcome.reason.rawValue)")
    return outcome
  }

  /// A check of a loopback server, its host key ignored unless a policy is given.
  static func check(
    _ port: UInt16, user: String, _ identities: [Identity],
    policy: HostKeyPolicy = .insecurelyIgnored, expect: LatchkeyVerifier.Expectation = .allow,
    deadlines: Deadlines = Deadlines(), command: String? = nil
  ) -> AccessCheck {
    AccessCheck(
      host: "127.0.0.1", port: port, user: user, identities: identities, hostKeyPolicy: policy,
      expectation: expect, deadlines: deadlines, command: command)
  }

  /// A public key as a line of authorized_keys.
  static func line(_ key: PublicKey) throws -> String {
    String(decoding: try key.encoded(as: .authorizedKeys).dropLast(), as: UTF8.self)
  }
}

/// What is wrong with a test itself.
enum VerifierTestFailure: Error {
  case noOutcome
}
