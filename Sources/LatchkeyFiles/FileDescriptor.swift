internal import Glibc
internal import LatchkeyCrypto

/// Owns one open file descriptor and closes it.
struct FileDescriptor: ~Copyable {
  let number: Int32
  let path: String

  /// Opens a file, always with O_CLOEXEC: no program that is started later inherits it.
  init(opening path: String, _ flags: Int32, mode: mode_t = 0) throws(FileError) {
    var number: Int32
    repeat {
      number = unsafe open(path, flags | O_CLOEXEC, mode)
    } while number < 0 && errno == EINTR
    guard number >= 0 else {
      throw FileError(
        flags & O_CREAT == 0 ? "cannot open" : "cannot create", path: path, errno: errno)
    }
    self.init(takingOwnershipOf: number, path: path)
  }

  init(takingOwnershipOf number: Int32, path: String) {
    self.number = number
    self.path = path
  }

  /// Another number for an open file, which stays open.
  init(duplicating number: Int32, path: String) throws(FileError) {
    let copy = dup(number)
    guard copy >= 0 else { throw FileError("cannot read", path: path, errno: errno) }
    self.init(takingOwnershipOf: copy, path: path)
  }

  deinit { close(number) }

  /// What the file is: its type, mode and size.
  func status() throws(FileError) -> stat {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else {
      throw FileError("cannot examine", path: path, errno: errno)
    }
    return status
  }

  /// Reads into `target` from `offset` on; returns how many bytes there were, 0 at the end.
  func read(into target: inout MutableSpan<UInt8>, at offset: Int) throws(FileError) -> Int {
    var count: Int
    repeat {
      count = unsafe target.withUnsafeMutableBufferPointer { buffer in
        unsafe Glibc.read(
          number, buffer.baseAddress.map { unsafe $0 + offset }, buffer.count - offset)
      }
    } while count < 0 && errno == EINTR
    guard count >= 0 else { throw FileError("cannot read", path: path, errno: errno) }
    return count
  }

  /// Writes all of `bytes`.
  func write(_ bytes: Span<UInt8>) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBufferPointer { buffer in
        unsafe Glibc.write(
          number, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileError("cannot write", path: path, errno: errno) }
      done += count
    }
  }

  /// Sets the permissions, whatever the umask says.
  func setMode(_ mode: UInt16) throws(FileError) {
    guard fchmod(number, mode_t(mode)) == 0 else {
      throw FileError("cannot set the mode", path: path, errno: errno)
    }
  }

  /// Waits until what was written has reached the disk.
  func synchronize() throws(FileError) {
    // Pipes and some file systems cannot, and say EINVAL: nothing to wait for there.
    guard fsync(number) == 0 || errno == EINVAL || errno == EROFS else {
      throw FileError("cannot write", path: path, errno: errno)
    }
  }
}
