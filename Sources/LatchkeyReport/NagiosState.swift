import LatchkeyVerifier

/// What a monitoring system that runs Nagios's plugins understands; the raw value is the plugin's
/// exit status.
public enum NagiosState: Int32, Sendable, Hashable, CaseIterable {
  /// Everything is as expected.
  case ok = 0
  /// Never found here: a door is open or shut.
  case warning = 1
  /// A check is not as expected, or a host could not be asked.
  case critical = 2
  /// The checks say nothing: inconclusive, interrupted, missing, or none at all; or the report is not
  /// to be relied on.
  case unknown = 3

  /// What a summary means: the worst of its checks, where critical is worse than unknown.
  public init(_ summary: ReportSummary) {
    if summary.count(.unmet) > 0 {
      self = .critical
    } else if summary.count(.unjudged) > 0, summary.count(Verdict.unreachable) > 0 {
      self = .critical
    } else {
      let isWhole = summary.total > 0 && !summary.isDoubtful
      self = summary.isMet && isWhole ? .ok : .unknown
    }
  }

  /// The word at the beginning of a plugin's output.
  var word: String {
    switch self {
    case .ok: "OK"
    case .warning: "WARNING"
    case .critical: "CRITICAL"
    case .unknown: "UNKNOWN"
    }
  }
}
