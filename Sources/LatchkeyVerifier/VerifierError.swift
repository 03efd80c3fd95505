/// Why a check could not be asked at all. What a server does is never an error but an `Outcome`.
public struct VerifierError: Error, Hashable, CustomStringConvertible {
  /// What is wrong; callers match this.
  public enum Code: String, Sendable, Hashable {
    /// A host key pin is not one.
    case malformedPin
    /// A place to get in is not one.
    case malformedDestination
    /// libssh2 could not be initialised.
    case libraryUnavailable
    /// A file of known hosts could not be written.
    case knownHostsNotWritten
    /// An ssh-agent does not answer, or not as one does.
    case agentUnavailable
    /// The machine gave no descriptor or thread.
    case noResources
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
  /// Equality compares the code.
  public static func == (one: VerifierError, other: VerifierError) -> Bool {
    one.code == other.code
  }
  /// Hashes what equality compares.
  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
