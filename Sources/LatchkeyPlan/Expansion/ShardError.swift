/// Why there is no such part of a plan.
///
/// Two errors are equal when their codes are: the reason is for people and may change.
public struct ShardError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Code: String, Hashable, Sendable {
    /// It is not of the form `I/N`, or a variable holds no number.
    case malformed
    /// There are fewer parts.
    case outOfRange
    /// No job manager has said which part this machine is to take.
    case notSet
  }

  /// What is wrong; callers match this.
  public let code: Code
  /// The same for people, with what was found and what to do.
  public let reason: String

  init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  /// The reason.
  public var description: String { reason }
  public static func == (first: ShardError, second: ShardError) -> Bool {
    first.code == second.code
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
