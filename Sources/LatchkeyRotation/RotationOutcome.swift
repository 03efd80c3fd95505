/// How a host stands after a rotation.
public struct RotationOutcome: Sendable {
  /// Which keys get in now. In none of these states is anybody locked out who was not before.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// The new key gets in, the old one is refused.
    case rotated
    /// The new key gets in, and the old one does still.
    case bothKeys = "both-keys"
    /// All is as it was.
    case unchanged
    /// The connection was lost while a change was being made, and what stands now was not seen. The
    /// host takes an unconfirmed change back by itself.
    case unclear
  }

  /// Which keys get in now.
  public let state: State
  /// Whether that is what was wanted.
  public let isDone: Bool
  /// The steps that were made, in their order.
  public let steps: [RotationStep]
  /// What a person does next; `nil` where nothing needs to be done.
  public let remedy: String?
}
