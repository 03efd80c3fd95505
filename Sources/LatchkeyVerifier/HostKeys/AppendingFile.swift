import Glibc

/// Appends a line to a text file that other programs append to as well.
enum AppendingFile {
  /// Appends under an exclusive lock (flock(2)), in one write, behind a line end where the file
  /// lacks its last one. A new file is 0600, a new folder around it 0700. What is no regular file, as
  /// `/dev/null` is, is given the line and asked for nothing else. 0, or an `errno`.
  static func append(line: String, to path: String) -> Int32 {
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      if unsafe mkdir(String(path[..<slash]), 0o700) != 0 && errno != EEXIST { return errno }
    }
    let file = unsafe open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { return errno }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { return errno }
    if status.st_mode & S_IFMT != S_IFREG {
      let bytes = Array((line + "\n").utf8)
      let written = unsafe write(file, bytes, bytes.count)
      return written == bytes.count ? 0 : written < 0 ? errno : ENOSPC
    }
    guard lock(file) else { return errno }
    let size = lseek(file, 0, SEEK_END)
    guard size >= 0 else { return errno }
    var bytes = Array((line + "\n").utf8)
    if size > 0 {
      var last: UInt8 = 0
      guard unsafe pread(file, &last, 1, size - 1) == 1 else { return errno }
      if last != 0x0a { bytes.insert(0x0a, at: 0) }
    }
    let written = unsafe write(file, bytes, bytes.count)
    if written == bytes.count { return fsync(file) == 0 ? 0 : errno }
    let code = written < 0 ? errno : ENOSPC
    // A part of a line would be worse than none.
    if written > 0 { _ = ftruncate(file, size) }
    return code
  }

  /// Whether the lock was to be had, in a moment at most: all other checks wait meanwhile.
  private static func lock(_ file: Int32) -> Bool {
    for _ in 0..<20 {
      if flock(file, LOCK_EX | LOCK_NB) == 0 { return true }
      guard errno == EWOULDBLOCK || errno == EINTR else { return false }
      usleep(5_000)
    }
    errno = EWOULDBLOCK
    return false
  }
}
