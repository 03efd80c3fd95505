internal import Glibc
public import LatchkeyCrypto

/// Writes files so that a reader sees the old content or the new one, never a part, and so that a
/// failure or a crash leaves what was there before.
///
/// The content goes to a temporary name in the same folder, with its final mode from the start (a
/// private key is at no moment readable by others), is synced to the disk, and then takes the name.
public enum AtomicFile {
  /// What to do where the name is taken.
  public enum Existing: Sendable {
    /// Refuse with `exists`, even if the other file appears at the last moment.
    case keep
    /// Replace it.
    case replace
  }

  /// Writes a secret file.
  ///
  /// - Parameters:
  ///   - bytes: the whole content.
  ///   - path: the file; its folder must exist.
  ///   - mode: the permissions, 0o600 for example; the umask does not apply.
  ///   - existing: what to do where the name is taken.
  public static func write(
    _ bytes: borrowing SecretBytes, to path: String, mode: UInt16, existing: Existing = .keep
  ) throws(FileError) {
    try bytes.withSpan { (span) throws(FileError) in
      try write(span, to: path, mode: mode, existing: existing)
    }
  }

  /// Writes a file that is public.
  public static func write(
    _ bytes: [UInt8], to path: String, mode: UInt16, existing: Existing = .keep
  ) throws(FileError) {
    try write(SecretBytes(copying: bytes), to: path, mode: mode, existing: existing)
  }

  private static func write(
    _ bytes: Span<UInt8>, to path: String, mode: UInt16, existing: Existing
  ) throws(FileError) {
    if case .keep = existing { try refuseExisting(path) }
    let temporary = try TemporaryFile(beside: path, content: bytes, mode: mode)
    try temporary.synchronize()
    try temporary.take(path, replacing: existing == .replace)
    try Folder(of: path).synchronize()
  }

  // Asked before the work is done; the rename asks again, and is the one that counts.
  static func refuseExisting(_ path: String) throws(FileError) {
    var status = stat()
    if unsafe lstat(path, &status) == 0 {
      throw FileError(.exists, path: path, "exists already")
    }
  }
}
