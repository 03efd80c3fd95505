/// What a check is expected to find.
public enum Expectation: String, Sendable, Hashable, CaseIterable {
  /// The key gets in.
  case allow
  /// The server refuses the key.
  case deny
  /// The server accepts the key and wants more factors.
  case partial

  /// Whether a verdict is what was expected. `deny` is met by `denied` alone: a closed port or an
  /// unexpected host is not a refusal.
  public func isMet(by verdict: Verdict) -> Bool {
    switch self {
    case .allow: verdict == .allowed
    case .deny: verdict == .denied
    case .partial: verdict == .partial
    }
  }

  /// The exit status of a single check: 0 as expected, else 20 unreachable, 21 untrusted,
  /// 22 denied, 23 partial, 24 allowed where it should not be, 25 inconclusive.
  public func exitStatus(for verdict: Verdict) -> Int32 {
    if isMet(by: verdict) { return 0 }
    return switch verdict {
    case .unreachable: 20
    case .untrusted: 21
    case .denied: 22
    case .partial: 23
    case .allowed: 24
    case .inconclusive: 25
    }
  }
}
