internal import CFiles
internal import Glibc
internal import LatchkeyCrypto
internal import Synchronization

/// A file under a name that nobody knows, beside the one that it is to become; removed when it does
/// not become it.
final class TemporaryFile: Sendable {
  private let path: String
  private let target: String
  /// Whether the file has left its name for the final one.
  private let isRenamed = Atomic<Bool>(false)

  /// Writes the content; `synchronize` sees it onto the disk.
  ///
  /// - Parameters:
  ///   - target: the file that this is to become; errors name it.
  ///   - content: the whole content.
  ///   - mode: the permissions.
  convenience init(beside target: String, content: Span<UInt8>, mode: UInt16) throws(FileError) {
    let file = try TemporaryFile.create(beside: target, mode)
    self.init(created: file, beside: target)
    // From here on a throw runs `deinit`, which removes the file.
    do throws(FileError) {
      try file.write(content)
      try TemporaryFile.setMode(mode, of: file)
    } catch {
      throw FileError(error.code, path: target, error.reason)
    }
    // Closed, though `synchronize` opens it again: while two hundred were open, the kernel let a
    // process with several threads wait (for a grace period of RCU, some 10 ms) each time that its
    // table of files had to grow, which cost more than two hundred keys.
  }

  /// Takes over a file that `create` has made.
  init(created file: borrowing FileDescriptor, beside target: String) {
    self.target = target
    path = file.path
    UnfinishedFiles.add(path)
  }

  /// Gives back what the umask has taken away.
  static func setMode(_ mode: UInt16, of file: borrowing FileDescriptor) throws(FileError) {
    if mode & FileCreationMask.bits != 0 { try file.setMode(mode) }
  }

  /// What the names that this process makes begin with, and how many it has made.
  private static let tag = UInt64.random(in: .min ... .max)
  private static let made = Atomic<UInt64>(0)

  /// Makes an empty file under a name that nobody has.
  ///
  /// - Parameters:
  ///   - target: the file that it is to become; errors name it.
  ///   - mode: the permissions, of which the umask takes its own.
  static func create(beside target: String, _ mode: UInt16) throws(FileError) -> FileDescriptor {
    let folder = Folder(of: target).path
    // A name may have 255 bytes: cut it so that the suffix fits.
    let name = target.utf8.split(separator: UInt8(ascii: "/")).last?.prefix(200)
    let start = "\(folder)/.\(String(decoding: name ?? target.utf8.prefix(200), as: UTF8.self))."
    while true {
      let number = tag &+ made.wrappingAdd(1, ordering: .relaxed).newValue
      let path = start + String(number, radix: 36)
      do throws(FileError) {
        return try FileDescriptor(
          opening: path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode_t(mode))
      } catch {
        if error.code != .exists { throw FileError(error.code, path: target, error.reason) }
      }
    }
  }

  deinit { remove() }

  /// Removes the file; nothing where it took its final name, since there is none under this one any
  /// more.
  func remove() {
    if !isRenamed.load(ordering: .relaxed) { unsafe unlink(path) }
    UnfinishedFiles.remove(path)
  }

  /// Waits until the content has reached the disk.
  func synchronize() throws(FileError) {
    do throws(FileError) {
      try FileDescriptor(opening: path, O_RDONLY | O_NOFOLLOW).synchronize()
    } catch {
      throw FileError(error.code, path: target, error.reason)
    }
  }

  /// Gives the file its final name.
  ///
  /// - Parameter replacing: whether the name may be taken; where it is not, it is an error.
  func take(_ path: String, replacing: Bool) throws(FileError) {
    if !replacing, try renameToFreeName(path) { return }
    guard unsafe rename(self.path, path) == 0 else {
      throw FileError("cannot write", path: path, errno: errno)
    }
    isRenamed.store(true, ordering: .relaxed)
  }

  /// Gives the file a name that is free; false where the file system knows no way to be sure of it,
  /// and an ordinary rename has to do, the name having been free a moment ago.
  private func renameToFreeName(_ path: String) throws(FileError) -> Bool {
    if unsafe latchkey_rename_to_free_name(self.path, path) == 0 {
      isRenamed.store(true, ordering: .relaxed)
      return true
    }
    // File systems that do not know the flag (NFS, some FUSE), or kernels: a link fails where the
    // name is taken, and the temporary name goes in deinit.
    if errno != EEXIST, unsafe link(self.path, path) == 0 { return true }
    if errno == EEXIST { throw FileError(.exists, path: path, "exists already") }
    // File systems without hard links (FAT, some FUSE) say so in these ways.
    guard [EPERM, EOPNOTSUPP, EMLINK, ENOSYS].contains(errno) else {
      throw FileError("cannot write", path: path, errno: errno)
    }
    return false
  }
}
