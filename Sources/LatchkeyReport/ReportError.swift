/// Why a line of a report is not a record, or a report no report.
public struct ReportError: Error, Hashable, CustomStringConvertible {
  /// What is wrong; callers match this.
  public enum Code: String, Sendable, Hashable {
    /// The line is not a JSON object.
    case malformedJSON
    /// The line ends before its object does: whoever wrote it was stopped.
    case truncated
    /// A member that every record has is not there.
    case missingMember
    /// A member has another type or value than it may have.
    case malformedMember
  }

  /// What is wrong.
  public let code: Code
  /// The line, counted from 1.
  public let line: Int
  /// The member, `key.fingerprint` for example; `nil` where the line as a whole is wrong.
  public let member: String?
  /// The same for people, without the line.
  public let reason: String

  init(_ code: Code, line: Int, member: String? = nil, _ reason: String) {
    self.code = code
    self.line = line
    self.member = member
    self.reason = reason
  }

  /// The line and the reason.
  public var description: String { "line \(line): \(reason)" }
  /// Equality compares the code.
  public static func == (one: ReportError, other: ReportError) -> Bool { one.code == other.code }
  /// Hashes what equality compares.
  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
