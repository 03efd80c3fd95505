public import LatchkeyVerifier

/// A check that a plan asks for.
public struct PlannedCheck: Sendable {
  /// The question. Its `id` is `USER@HOST KEY` by the plan's names, and no other check has it.
  public let check: AccessCheck
  /// Where the rule stands that asks for it; `nil` where none does, and `strict` denies.
  public let place: YAMLPlace?

  /// Whether no rule names it, and it is denied because the plan is strict.
  public var isImplied: Bool { place == nil }
}
