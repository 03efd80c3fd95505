/// How far a jump host let a check through.
public struct HopOutcome: Sendable {
  /// The jump host.
  public let hop: JumpHost
  /// ``Verdict/allowed`` where it let us in.
  public let verdict: Verdict
  /// Where that was found out.
  public let stage: Stage
  /// Why.
  public let reason: Reason
  /// What was seen.
  public let detail: String
  /// What a person does next; `nil` where it let us in.
  public let remedy: String?
  /// The host key that it showed.
  public let hostKey: ServerHostKey?
}
