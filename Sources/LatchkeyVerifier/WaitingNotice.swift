/// Why a check is going to be repeated: for a host that is booting, or a server that has too much to
/// do.
public struct WaitingNotice: Sendable, Hashable {
  /// What the last attempt would have come to.
  public let verdict: Verdict
  /// Where.
  public let stage: Stage
  /// Why.
  public let reason: Reason
  /// What was seen.
  public let detail: String
}
