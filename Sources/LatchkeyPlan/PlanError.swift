/// One thing that is wrong with a plan, or with a file that it names.
///
/// Two errors are equal when their codes are: the reason is for people and may change.
public struct PlanError: Error, Sendable {
  /// What kind of mistake it is.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The file is not YAML, or not UTF-8.
    case syntax
    /// The file is larger, deeper or has more in it than is read.
    case boundExceeded
    /// YAML that a plan does not use: a second document, a tag, a key that is no text.
    case unsupported
    /// A name that stands twice in one mapping.
    case duplicate
    /// A field that there is not.
    case unknownField
    /// A field that is missing.
    case missingField
    /// A value that is not of the kind that is expected there.
    case wrongValue
    /// A key, host, user, tag or group that the plan does not have.
    case unknownName
    /// Two rules that want opposite things.
    case contradiction
    /// A file that the plan names cannot be read, or is not what is expected.
    case unusableFile
    /// An ssh-agent that does not answer, or does not hold the key.
    case unusableAgent
    /// An inventory that cannot be understood.
    case malformedInventory
  }

  /// What kind of mistake it is; callers match this.
  public let code: Code
  /// The file, as it was named.
  public let fileName: String
  /// Where in it; `nil` where it belongs to no place.
  public let place: YAMLPlace?
  /// What was found, what was expected and what to do: lower case, no full stop, never a secret.
  public let reason: String

  package init(_ code: Code, in fileName: String, at place: YAMLPlace?, _ reason: String) {
    self.code = code
    self.fileName = fileName
    self.place = place
    self.reason = reason
  }
}

extension PlanError: Hashable {
  public static func == (first: PlanError, second: PlanError) -> Bool {
    first.code == second.code
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension PlanError: CustomStringConvertible {
  /// As compilers write it: `plan.yml:12:7: …`.
  public var description: String {
    guard let place else { return "\(fileName): \(reason)" }
    return "\(fileName):\(place.line):\(place.column): \(reason)"
  }
}
