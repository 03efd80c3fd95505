internal import Glibc

/// A file that is written piece by piece and appears at its name all at once, as `AtomicFile` writes
/// it: for content that is not to lie in memory as a whole.
///
/// What is written goes to a temporary name in the same folder. `commit` gives it its own; without
/// that, it is removed when the stream goes.
public final class AtomicFileStream: Sendable {
  private let temporary: TemporaryFile
  private let file: FileDescriptor
  private let path: String
  private let existing: AtomicFile.Existing

  /// Makes the temporary file, which is empty.
  ///
  /// - Parameters:
  ///   - path: the file; its folder must exist.
  ///   - mode: the permissions, 0o644 for example; the umask does not apply.
  ///   - existing: what to do where the name is taken; asked now, and again by `commit`, which is the
  ///     one that counts.
  public init(
    _ path: String, mode: UInt16, existing: AtomicFile.Existing = .keep
  ) throws(FileError) {
    if case .keep = existing { try AtomicFile.refuseExisting(path) }
    file = try TemporaryFile.create(beside: path, mode)
    temporary = TemporaryFile(created: file, beside: path)
    self.path = path
    self.existing = existing
    try named { () throws(FileError) in try TemporaryFile.setMode(mode, of: file) }
  }

  /// Writes a piece after those before it, at once: whoever has small ones gathers them.
  public func write(_ piece: [UInt8]) throws(FileError) {
    try named { () throws(FileError) in try file.write(piece.span) }
  }

  /// Sees the file onto the disk and gives it its name.
  public func commit() throws(FileError) {
    try named { () throws(FileError) in try file.synchronize() }
    try temporary.take(path, replacing: existing == .replace)
    try Folder(of: path).synchronize()
  }

  /// Removes what was written, unless it has its name; to write or to commit is an error then.
  public func discard() { temporary.remove() }

  /// Lets an error name the file that this is to become.
  private func named(_ body: () throws(FileError) -> Void) throws(FileError) {
    do throws(FileError) {
      try body()
    } catch {
      throw FileError(error.code, path: path, error.reason)
    }
  }
}
