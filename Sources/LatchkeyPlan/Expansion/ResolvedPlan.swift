/// A plan, all that it names read.
public struct ResolvedPlan: Sendable {
  /// The plan as it is written.
  public let plan: Plan
  /// What a person should know of it and its files, one line each.
  public let warnings: [String]
  /// All the checks that it asks for.
  public let checks: PlannedChecks
}
