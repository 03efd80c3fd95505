internal import Glibc
internal import LatchkeyCrypto

/// A file under a name that nobody knows, beside the one that it is to become; removed when it does
/// not become it.
final class TemporaryFile: Sendable {
  private let path: String
  private let target: String

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
      file = try TemporaryFile.create(beside: target)
    } catch {
      throw FileError(error.code, path: target, error.reason)
    }
    path = file.path
    UnfinishedFiles.add(path)
    // From here on a throw runs `deinit`, which removes the file.
    do throws(FileError) {
      try file.write(content)
      guard fchmod(file.number, mode_t(mode)) == 0 else {
        throw FileError("cannot set the mode", path: target, errno: errno)
      }
    } catch {
      throw FileError(error.code, path: target, error.reason)
    }
  }

  private static func create(beside target: String) throws(FileError) -> FileDescriptor {
    let folder = AtomicFile.folderName(of: target)
    let name = target.split(separator: "/").last.map(String.init) ?? target
    while true {
      let suffix = String(UInt64.random(in: .min ... .max), radix: 36)
      // A name may have 255 bytes: cut it so that the suffix fits.
      let path = "\(folder)/.\(String(decoding: name.utf8.prefix(200), as: UTF8.self)).\(suffix)"
      do throws(FileError) {
        return try FileDescriptor(
          opening: path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
      } catch  where error.code == .exists {
        continue
      }
    }
  }

  deinit { remove() }

  /// Removes the file; nothing where it took its final name, since there is none under this one any
  /// more.
  func remove() {
    unsafe unlink(path)
    UnfinishedFiles.remove(path)
  }

  /// Waits until the content has reached the disk.
  ///
  /// The file was closed after writing, so that thousands can wait for this: it is opened anew.
  func synchronize() throws(FileError) {
    do throws(FileError) {
      try FileDescriptor(opening: path, O_RDONLY | O_NOFOLLOW).synchronize()
    } catch {
      throw FileError(error.code, path: target, error.reason)
    }
  }

  /// Gives the file its final name.
  func take(_ path: String, replacing: Bool) throws(FileError) {
    if !replacing {
      // A link, not a rename: it fails where the name is taken. The temporary name goes in deinit.
      if unsafe link(self.path, path) == 0 { return }
      if errno == EEXIST { throw FileError(.exists, path: path, "exists already") }
      // File systems without hard links (FAT, some FUSE) say so in these ways; rename then, the
      // name having been free a moment ago.
      guard [EPERM, EOPNOTSUPP, EMLINK, ENOSYS].contains(errno) else {
        throw FileError("cannot write", path: path, errno: errno)
      }
    }
    guard unsafe rename(self.path, path) == 0 else {
      throw FileError("cannot write", path: path, errno: errno)
    }
  }
}
