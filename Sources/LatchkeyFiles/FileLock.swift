internal import Glibc

/// An advisory lock on a file (flock(2)), held as long as this value lives, and given up by the
/// system when the process dies, however it dies.
public struct FileLock: ~Copyable {
  private let descriptor: FileDescriptor

  /// Takes the lock.
  ///
  /// - Parameters:
  ///   - path: the lock file; made where it is missing, and left there.
  ///   - exclusive: whether nobody else may hold it; else other shared holders are let in.
  ///   - waiting: whether to wait; else `locked` is thrown where somebody else holds it.
  public init(_ path: String, exclusive: Bool = true, waiting: Bool = true) throws(FileError) {
    let descriptor = try FileDescriptor(opening: path, O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o600)
    let operation = (exclusive ? LOCK_EX : LOCK_SH) | (waiting ? 0 : LOCK_NB)
    var status: Int32
    repeat { status = flock(descriptor.number, operation) } while status != 0 && errno == EINTR
    guard status == 0 else { throw FileError("cannot lock", path: path, errno: errno) }
    self.descriptor = descriptor
  }
}
