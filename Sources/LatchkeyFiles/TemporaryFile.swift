internal import CFiles
internal import Glibc
internal import LatchkeyCrypto
internal import Synchronization

/// A file under a name that nobody knows, beside the one that it is to become; removed when it does
/// not become it.
final class TemporaryFile: Sendable {
  private let path: String
  private let target: String
  /// The open file, until it has been synced; nil where too many others are open.
  private let file: Mutex<FileDescriptor?>
  /// Whether the file has left its name for the final one.
  private let isRenamed = Atomic<Bool>(false)

  /// Writes the content; `synchronize` sees it onto the disk.
  ///
  /// - Parameters:
  ///   - target: the file that this is to become; errors name it.
  ///   - content: the whole content.
  ///   - mode: the permissions.
  init(beside target: String, content: Span<UInt8>, mode: UInt16) throws(FileError) {
    self.target = target
    let file: FileDescriptor
    do throws(FileError) {
      file = try TemporaryFile.create(beside: target, mode)
    } catch {
      throw FileError(error.code, path: target, error.reason)
    }
    path = file.path
    self.file = Mutex(file)
    TemporaryFile.open.add(1, ordering: .relaxed)
    UnfinishedFiles.add(path)
    // From here on a throw runs `deinit`, which removes the file.
    try write(content, mode)
    if TemporaryFile.open.load(ordering: .relaxed) > TemporaryFile.mostOpen { close() }
  }

  /// How many of these files are open, and how many may be: half of what the system lets this
  /// process have.
  private static let open = Atomic<Int>(0)
  private static let mostOpen: Int = {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return 64
    }
    return Int(min(limit.rlim_cur, 2048) / 2)
  }()

  /// What the names that this process makes begin with, and how many it has made.
  private static let tag = UInt64.random(in: .min ... .max)
  private static let made = Atomic<UInt64>(0)

  private static func create(
    beside target: String, _ mode: UInt16
  ) throws(FileError) -> FileDescriptor {
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
      } catch  where error.code == .exists {
        continue
      }
    }
  }

  deinit { remove() }

  /// Removes the file; nothing where it took its final name, since there is none under this one any
  /// more.
  func remove() {
    close()
    if !isRenamed.load(ordering: .relaxed) { unsafe unlink(path) }
    UnfinishedFiles.remove(path)
  }

  private func write(_ content: Span<UInt8>, _ mode: UInt16) throws(FileError) {
    do throws(FileError) {
      try file.withLock { (file) throws(FileError) in
        try file?.write(content)
        // What the umask takes away has to be given back.
        if mode & FileCreationMask.bits != 0 { try file?.setMode(mode) }
      }
    } catch {
      throw FileError(error.code, path: target, error.reason)
    }
  }

  private func close() {
    let wasOpen = file.withLock { file in
      let wasOpen = file != nil
      file = nil
      return wasOpen
    }
    if wasOpen { TemporaryFile.open.subtract(1, ordering: .relaxed) }
  }

  /// Waits until the content has reached the disk.
  func synchronize() throws(FileError) {
    do throws(FileError) {
      let isDone = try file.withLock { (file) throws(FileError) in
        try file?.synchronize() != nil
      }
      // One that was closed, so that thousands can wait for this, is opened anew.
      if !isDone { try FileDescriptor(opening: path, O_RDONLY | O_NOFOLLOW).synchronize() }
    } catch {
      throw FileError(error.code, path: target, error.reason)
    }
    close()
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
