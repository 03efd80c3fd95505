import LatchkeyVerifier

/// What a check comes to, for whoever has to act on it: finer than met or not, because a door that
/// could not be looked at calls for somebody else than a door that stands open.
public enum CheckResult: String, Sendable, Hashable, CaseIterable {
  /// It is as expected.
  case met
  /// The answer is another one than expected: a wrong verdict, or a host that is not the expected
  /// one.
  case unmet
  /// There is no answer: no server could be asked, or its answer does not allow a judgement.
  case unjudged
  /// The check was interrupted before it had an answer.
  case interrupted

  init(_ record: CheckRecord) {
    if record.met {
      self = .met
    } else if record.reason == Reason.interrupted.rawValue {
      self = .interrupted
    } else {
      switch record.verdict {
      case .unreachable, .inconclusive: self = .unjudged
      case .allowed, .denied, .partial, .untrusted: self = .unmet
      }
    }
  }

  /// The same in words.
  public var words: String {
    switch self {
    case .met: "as expected"
    case .unmet: "not as expected"
    case .unjudged: "without a judgement"
    case .interrupted: "interrupted"
    }
  }
}
