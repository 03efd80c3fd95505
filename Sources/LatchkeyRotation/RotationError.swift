/// Why a rotation was not begun.
public struct RotationError: Error, Hashable, CustomStringConvertible {
  /// What is wrong; callers match this.
  public enum Code: String, Sendable, Hashable {
    /// The two keys are one.
    case sameKey
    /// A key that cannot log in: a public half alone.
    case publicHalfOnly
  }

  /// What is wrong.
  public let code: Code
  /// The same for people, with what was found and what to do.
  public let reason: String

  init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  /// The reason.
  public var description: String { reason }
}
