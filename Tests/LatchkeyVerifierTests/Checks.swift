import LatchkeyKeys
import LatchkeyVerifier
import TestSupport

/// How these tests ask one question and get its answer.
enum Checks {
  /// - Parameter server: what has to live until there is an answer.
  static func ask(_ check: AccessCheck, of server: AnyObject?) throws -> Outcome {
    let outcomes = try withExtendedLifetime(server) { try AccessVerifier().verify([check]) }
    guard let outcome = outcomes.first, outcomes.count == 1 else {
      throw VerifierTestFailure.noOutcome
    }
    return outcome
  }

  /// A check of a loopback server, its host key ignored unless a policy is given.
  static func check(
    _ port: UInt16, user: String, _ identities: [Identity],
    policy: HostKeyPolicy = .insecurelyIgnored, expect: Expectation = .allow,
    deadlines: Deadlines = Deadlines(), command: String? = nil
  ) -> AccessCheck {
    AccessCheck(
      host: "127.0.0.1", port: port, user: user, identities: identities, hostKeyPolicy: policy,
      expectation: expect, deadlines: deadlines, command: command)
  }

  /// A public key as a line of authorized_keys.
  static func line(_ key: PublicKey) -> String {
    "\(key.algorithm.name) \(base64(key.blob))"
  }

  static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0..<4 {
        text.append(index <= group.count ? digits[bits >> (18 - 6 * index) & 63] : "=")
      }
    }
    return text
  }
}

/// What is wrong with a test itself.
enum VerifierTestFailure: Error {
  case noOutcome
}
