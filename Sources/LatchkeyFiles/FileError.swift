internal import Glibc

/// Why a file could not be read or written. Nothing is half written when this is thrown.
///
/// Two errors are equal when their codes are: the reason is for people and may change.
public struct FileError: Error, Hashable, Sendable {
  /// What kind of failure this is.
  public enum Code: Hashable, Sendable {
    /// There is no such file or folder.
    case notFound
    /// The file may not be read or written, or its folder may not.
    case permissionDenied
    /// There is a file of that name already.
    case exists
    /// The file is larger than what is read.
    case tooLarge
    /// It is a folder, or something else that is no file.
    case notAFile
    /// It holds something else than the text that was asked for.
    case notAText
    /// The disk is full, or a quota is.
    case noSpace
    /// Somebody else holds the lock.
    case locked
    /// The system failed in another way.
    case failure
  }

  /// The code, for programs.
  public let code: Code
  /// The path that was asked for.
  public let path: String
  /// What happened, for people: lower case, no full stop.
  public let reason: String

  package init(_ code: Code, path: String, _ reason: String) {
    self.code = code
    self.path = path
    self.reason = reason
  }

  /// The failure of a system call, from its errno.
  package init(_ operation: String, path: String, errno number: Int32) {
    let code: Code =
      switch number {
      case ENOENT, ENOTDIR: .notFound
      case EACCES, EPERM, EROFS: .permissionDenied
      case EEXIST: .exists
      case EISDIR: .notAFile
      case ENOSPC, EDQUOT: .noSpace
      case EWOULDBLOCK: .locked
      default: .failure
      }
    let text = unsafe String(cString: strerror(number))
    self.init(code, path: path, "\(operation): \(text.prefix(1).lowercased())\(text.dropFirst())")
  }

  public static func == (first: FileError, second: FileError) -> Bool {
    first.code == second.code
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension FileError: CustomStringConvertible {
  public var description: String { "\(path): \(reason)" }
}
