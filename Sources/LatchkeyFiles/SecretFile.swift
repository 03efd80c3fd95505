internal import Glibc
public import LatchkeyCrypto

/// Reads files whose content may be a secret: into wiped memory, and never more than is sensible.
public enum SecretFile {
  /// The content of the file at `path`: a regular file, a pipe (`/dev/fd/3`, a named one) or a
  /// character device.
  ///
  /// - Parameter limit: the most that is read, in bytes. One byte more is an error, found out
  ///   without reading on: `/dev/zero` is refused at once.
  public static func read(_ path: String, limit: Int) throws(FileError) -> SecretBytes {
    try read(FileDescriptor(opening: path, O_RDONLY | O_NOCTTY), limit: limit)
  }

  /// What is left in an open file, standard input for example. The descriptor stays open.
  ///
  /// - Parameter name: what to call it in errors.
  public static func read(
    descriptor: Int32, name: String, limit: Int
  ) throws(FileError) -> SecretBytes {
    try read(FileDescriptor(duplicating: descriptor, path: name), limit: limit)
  }

  private static func read(
    _ file: consuming FileDescriptor, limit: Int
  ) throws(FileError) -> SecretBytes {
    let status = try checkKind(file, limit: limit)
    let path = file.path
    // Pieces of twice the size before: wiped as they are outgrown, since SecretBytes does that.
    var buffer = SecretBytes(count: max(min(Int(status.st_size) + 1, limit + 1), 4096)) { _ in }
    var count = 0
    while true {
      if count == buffer.count {
        let larger = SecretBytes(count: min(2 * buffer.count, limit + 1)) { _ in }
        var grown = larger
        grown.overwrite(from: 0, with: buffer)
        buffer = grown
      }
      let taken = try buffer.withMutableSpan { (span) throws(FileError) in
        try file.read(into: &span, at: count)
      }
      if taken == 0 { break }
      count += taken
      if count > limit { throw tooLarge(path, limit) }
    }
    return buffer.slice(0..<count)
  }

  /// Refuses a folder, and a regular file that is too large.
  @discardableResult
  static func checkKind(
    _ file: borrowing FileDescriptor, limit: Int
  ) throws(FileError) -> stat {
    let status = try file.status()
    if status.st_mode & S_IFMT == S_IFDIR {
      throw FileError(.notAFile, path: file.path, "is a folder, where a file is expected")
    }
    if status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) > limit {
      throw tooLarge(file.path, limit)
    }
    return status
  }

  static func tooLarge(_ path: String, _ limit: Int) -> FileError {
    FileError(
      .tooLarge, path: path, "larger than \(limit) bytes, the most that is read of such a file")
  }
}
