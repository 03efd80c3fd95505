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
    let folder: Folder
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

  /// Refuses a name that is taken, before any work is done for it. `commit` asks again, and is the
  /// one that counts.
  public func checkFree(_ path: String) throws(FileError) {
    if case .keep = existing { try AtomicFile.refuseExisting(path) }
  }

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
    let temporary = try TemporaryFile(beside: path, content: bytes, mode: mode)
    let file = Staged(temporary: temporary, target: path, folder: Folder(of: path))
    state.withLock { $0.staged.append(file) }
  }

  /// Gives all files their names. When one cannot have its own, those before it are removed again;
  /// what they replaced stays replaced.
  public func commit() throws(FileError) {
    let staged = state.withLock { $0.staged }
    do throws(FileError) {
      let onDisk = Set(staged.map { $0.folder }).filter { !$0.isInMemory }
      try synchronize(staged.filter { onDisk.contains($0.folder) })
      for file in staged {
        try file.temporary.take(file.target, replacing: existing == .replace)
        if existing == .keep { state.withLock { $0.created.append(file.target) } }
      }
      state.withLock { $0.staged = [] }
      for folder in onDisk { try folder.synchronize() }
    } catch {
      discard()
      throw error
    }
  }

  private func synchronize(_ staged: [Staged]) throws(FileError) {
    try Threads.forEach(staged.count, at: FileSet.syncs) { (index) throws(FileError) in
      try staged[index].temporary.synchronize()
    }
  }

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
