internal import Glibc
internal import LatchkeyCrypto

/// A file under a name that nobody knows, beside the one that it is to become; removed when it does
/// not become it.
final class TemporaryFile: Sendable {
  let path: String
  private let target: String
  private let descriptor: FileDescriptor

  init(beside target: String) throws(FileError) {
    self.target = target
    let folder = AtomicFile.folderName(of: target)
    let name = target.split(separator: "/").last.map(String.init) ?? target
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    while true {
      let suffix = String((0..<10).map { _ in letters[Int.random(in: 0..<letters.count)] })
      // A name may have 255 bytes: cut it so that the suffix fits.
      let path = "\(folder)/.\(String(decoding: name.utf8.prefix(200), as: UTF8.self)).\(suffix)"
      do throws(FileError) {
        descriptor = try FileDescriptor(
          opening: path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        self.path = path
        UnfinishedFiles.add(path)
        return
      } catch  where error.code == .exists {
        continue
      } catch {
        throw FileError(error.code, path: target, error.reason)
      }
    }
  }

  deinit {
    // Where it took its final name there is nothing under this one any more.
    unsafe unlink(path)
    UnfinishedFiles.remove(path)
  }

  /// Writes the content and sees it onto the disk.
  func write(_ bytes: Span<UInt8>, mode: UInt16) throws(FileError) {
    do throws(FileError) {
      try descriptor.write(bytes)
      guard fchmod(descriptor.number, mode_t(mode)) == 0 else {
        throw FileError("cannot set the mode", path: target, errno: errno)
      }
      try descriptor.synchronize()
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
