internal import Glibc
public import LatchkeyCrypto
internal import Synchronization

/// Files that appear together or not at all: the halves of a key pair, or of two hundred.
///
/// `add` writes a file under a temporary name; `commit` sees all of them onto the disk at once and
/// gives them their names. That is as safe as `AtomicFile`, one after another, and much faster: the
/// disk is waited for once instead of twice a file.
public final class FileSet: Sendable {
  private struct Staged: Sendable {
    let temporary: TemporaryFile
    let target: String
  }

  private struct State {
    var staged: [Staged] = []
    var created: [String] = []
  }

  /// So many files are synced at the same time: file systems with a journal write one transaction
  /// for all that wait for it.
  private static let syncs = 16

  private let state = Mutex(State())
  private let existing: AtomicFile.Existing

  /// An empty set.
  ///
  /// - Parameter existing: what to do where a name is taken.
  public init(existing: AtomicFile.Existing = .keep) { self.existing = existing }

  /// Writes a secret file, which gets its name with `commit`. Any thread may call this.
  ///
  /// - Parameters:
  ///   - bytes: the whole content.
  ///   - path: the file; its folder must exist.
  ///   - mode: the permissions, 0o600 for example; the umask does not apply.
  public func add(
    _ bytes: borrowing SecretBytes, as path: String, mode: UInt16
  ) throws(FileError) {
    try bytes.withSpan { (span) throws(FileError) in try add(span, as: path, mode: mode) }
  }

  /// Writes a file that is public.
  public func add(_ bytes: [UInt8], as path: String, mode: UInt16) throws(FileError) {
    try add(bytes.span, as: path, mode: mode)
  }

  private func add(_ bytes: Span<UInt8>, as path: String, mode: UInt16) throws(FileError) {
    if case .keep = existing { try AtomicFile.refuseExisting(path) }
    let temporary = try TemporaryFile(beside: path, content: bytes, mode: mode)
    state.withLock { $0.staged.append(Staged(temporary: temporary, target: path)) }
  }

  /// Gives all files their names. When one cannot have its own, those before it are removed again;
  /// what they replaced stays replaced.
  public func commit() throws(FileError) {
    let staged = state.withLock { $0.staged }
    do throws(FileError) {
      try synchronize(staged)
      for file in staged {
        try file.temporary.take(file.target, replacing: existing == .replace)
        if existing == .keep { state.withLock { $0.created.append(file.target) } }
      }
      state.withLock { $0.staged = [] }
      for folder in Set(staged.map { AtomicFile.folderName(of: $0.target) }) {
        try FileDescriptor(opening: folder, O_RDONLY | O_DIRECTORY).synchronize()
      }
    } catch {
      discard()
      throw error
    }
  }

  private func synchronize(_ staged: [Staged]) throws(FileError) {
    var rest = staged[...]
    // A file system in memory answers at once: threads that wait for it cost more than it does. The
    // two halves of a pair are not asked about first, since a disk takes both in one go.
    while rest.count > 2, let file = rest.popFirst() {
      let start = ContinuousClock.now
      try file.temporary.synchronize()
      if ContinuousClock.now - start > FileSet.atOnce { break }
    }
    try Threads.forEach(rest.count, at: FileSet.syncs) { [rest] (index) throws(FileError) in
      try rest[rest.startIndex + index].temporary.synchronize()
    }
  }

  /// No disk answers so soon.
  private static let atOnce = Duration.microseconds(100)

  /// Takes away what has been written, and what `commit` created.
  public func discard() {
    state.withLock { state in
      for path in state.created { unsafe unlink(path) }
      // A temporary file goes with its last reference; one that `commit` holds goes here.
      for file in state.staged { file.temporary.remove() }
      state = State()
    }
  }
}
