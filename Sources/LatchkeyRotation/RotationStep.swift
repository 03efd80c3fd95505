/// One step of a rotation, as it went.
public struct RotationStep: Sendable, Hashable {
  /// The steps, in their order.
  public enum Name: String, Sendable, Hashable, CaseIterable {
    /// Which of the two keys get in at the start.
    case before
    /// The new key is let in, and both keys are seen to get in.
    case add
    /// The old key is let in no longer, and is seen to be refused, and the new one to get in.
    case remove
  }

  /// Which step.
  public let name: Name
  /// Whether it went as it should.
  public let isDone: Bool
  /// What was seen, for people.
  public let detail: String
}
