import Glibc

/// Why a door could not be opened, or its keys not be fetched.
///
/// Two errors are equal when their codes are: the reason is for people.
public struct DoorError: Error, Equatable, CustomStringConvertible {
  /// What callers can act on.
  public enum Code: Hashable, Sendable {
    /// No `sshd` is installed.
    case sshdMissing
    /// `sshd` was started and did not open the door, or ended of itself.
    case sshdFailed
    /// The port is used by another program.
    case portInUse
    /// The port may not be used: below 1024, or an address that is not this machine's.
    case portRefused
    /// The account cannot log in: unknown, locked, expired, or without a shell.
    case accountUnusable
    /// Nothing answers at the metadata service's address within the deadline.
    case metadataUnreachable
    /// The metadata service answered with a refusal.
    case metadataRefused
    /// What the metadata service answered is not what it should be.
    case metadataInvalid
    /// The address of a metadata service is malformed.
    case malformedAddress
    /// A call to the operating system failed.
    case system
  }

  /// What callers can act on.
  public let code: Code
  /// What was found, in words: lower case, no full stop.
  public let reason: String
  /// What a person can do about it, where that is known.
  public let hint: String?
  /// The operating system's error number, where one is the cause.
  public let errorNumber: Int32?

  /// An error with its reason.
  public init(_ code: Code, _ reason: String, hint: String? = nil, errorNumber: Int32? = nil) {
    self.code = code
    self.reason = reason
    self.hint = hint
    self.errorNumber = errorNumber
  }

  /// A failed call to the operating system: `doing what: No such file or directory`.
  static func system(_ doing: String, _ number: Int32, code: Code = .system) -> DoorError {
    DoorError(code, "\(doing): \(SystemMessage.text(of: number))", errorNumber: number)
  }

  /// A port that another program has.
  static func portInUse(_ host: String, _ port: UInt16) -> DoorError {
    DoorError(
      .portInUse, "port \(port) on \(host) is already in use",
      hint: "leave --port out for a free one", errorNumber: EADDRINUSE)
  }

  public var description: String { reason }

  public static func == (left: DoorError, right: DoorError) -> Bool { left.code == right.code }
}
