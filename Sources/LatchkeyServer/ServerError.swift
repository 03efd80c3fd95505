/// Why the service could not be started, or its log not be opened anew.
///
/// Two errors are equal when their codes are: callers match the ``code`` and people read the
/// ``reason``.
public struct ServerError: Error, Hashable, CustomStringConvertible {
  /// What kind of thing went wrong.
  public enum Code: String, Hashable, Sendable {
    /// The address to listen at is not one.
    case invalidAddress
    /// Another service listens there.
    case addressInUse
    /// This machine has no such address.
    case addressNotAvailable
    /// Ports below 1024 are the superuser's.
    case permissionDenied
    /// The file that the log is to go to cannot be opened.
    case logNotWritable
    /// Anything else that the system answered.
    case systemError
  }

  /// What callers match.
  public let code: Code
  /// What people read: lower case, no full stop; what was found, what was expected, what to do.
  public let reason: String

  /// An error with its reason.
  public init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  /// The reason.
  public var description: String { reason }

  /// Whether two errors are of the same kind.
  public static func == (left: ServerError, right: ServerError) -> Bool { left.code == right.code }

  /// Hashes the kind of the error.
  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
