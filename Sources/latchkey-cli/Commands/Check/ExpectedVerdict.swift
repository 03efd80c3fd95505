import ArgumentParser
import LatchkeyVerifier

/// What `--expect` names.
enum ExpectedVerdict: String, CaseIterable, ExpressibleByArgument {
  case allow, deny, partial

  /// What the verifier calls it.
  var expectation: Expectation {
    switch self {
    case .allow: .allow
    case .deny: .deny
    case .partial: .partial
    }
  }
}
