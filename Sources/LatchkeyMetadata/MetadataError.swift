public import LatchkeyFiles

/// Why an instance could not be made, changed, found or stored.
///
/// Two errors are equal when their codes are: callers match the ``code`` and people read the
/// ``reason``.
public struct MetadataError: Error, Hashable, CustomStringConvertible {
  /// What kind of thing went wrong.
  public enum Code: String, Hashable, Sendable {
    /// The instance holds this very key, or another one under this name.
    case duplicateKey
    /// A key that the cloud does not take: EC2 takes RSA and ed25519.
    case keyNotAccepted
    /// No key of the instance has this name or fingerprint.
    case noSuchKey
    /// No instance has this id or name.
    case noSuchInstance
    /// Several instances have this name.
    case ambiguousInstance
    /// A value that the cloud does not take: an id, a name, a tag, a zone, user data.
    case invalidValue
    /// A document of the store that does not say what an instance's document says.
    case damagedDocument
    /// Nothing lies at this path of the metadata.
    case noSuchPath
    /// A key or a certificate to sign metadata with could not be made or used.
    case signingFailed
    /// The state directory could not be read or written; see ``MetadataError/cause``.
    case storageFailed
  }

  /// What callers match.
  public let code: Code
  /// What people read: lower case, no full stop; what was found, what was expected, what to do.
  public let reason: String
  /// The failed file operation behind ``Code/storageFailed``.
  public let cause: FileError?

  /// An error with its reason.
  public init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
    cause = nil
  }

  /// A file operation that failed under the store.
  public init(_ cause: FileError) {
    code = .storageFailed
    reason = cause.description
    self.cause = cause
  }

  /// The reason.
  public var description: String { reason }

  /// Whether two errors are of the same kind.
  public static func == (left: MetadataError, right: MetadataError) -> Bool {
    left.code == right.code
  }

  /// Hashes the kind of the error.
  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
