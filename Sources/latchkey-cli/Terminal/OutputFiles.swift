import Glibc
import LatchkeyCrypto
import LatchkeyFiles
import Synchronization

/// The files that one command makes: they get their names with `commit`, all of them or none, and
/// are taken away again when the command fails after that or is interrupted, until `keep`.
///
/// A command need not tidy up itself: whichever way it fails, `Ending` calls `discardAll`.
///
/// From its creation on, SIGINT, SIGTERM and SIGHUP wait for the write that is under way; then what
/// was created is removed and the process ends by that signal. So create it after all questions
/// have been asked, and before any other thread starts.
final class OutputFiles: Sendable {
  private struct State {
    var writing = 0
    var isInterrupted = false
    var isKept = false
    /// The folders that were made, parents before their children.
    var folders: [String] = []
  }

  /// Those of this process; `exit` runs no `deinit`.
  private static let all = Mutex<[OutputFiles]>([])

  private let state = Mutex(State())
  private let existing: AtomicFile.Existing
  private let files: FileSet

  /// - Parameter force: whether files that exist are replaced.
  init(force: Bool) {
    existing = force ? .replace : .keep
    files = FileSet(existing: existing)
    OutputFiles.all.withLock { $0.append(self) }
    Interruption.watch { [self] in
      state.withLock { $0.isInterrupted = true }
      while state.withLock({ $0.writing > 0 }) { usleep(500) }
      discard()
    }
  }

  /// Refuses names that are taken, before any work is done for them.
  func checkFree(_ paths: [String]) throws(CommandFailure) {
    for path in paths {
      try checkReplaceable(path)
      do {
        try files.checkFree(path)
      } catch {
        throw CommandFailure(error)
      }
    }
  }

  /// Under `--force`, a name in the folder is what gets replaced: never a folder, never a device.
  /// Without it, the set of files refuses every name that is taken.
  private func checkReplaceable(_ path: String) throws(CommandFailure) {
    var status = stat()
    guard existing == .replace, lstat(path, &status) == 0 else { return }
    guard [S_IFREG, S_IFLNK].contains(status.st_mode & S_IFMT) else {
      throw CommandFailure(.outside, "\(path): not an ordinary file, and not replaced")
    }
  }

  /// Makes the folder that a file is to lie in, and those above it that are missing, for their owner
  /// alone.
  func makeFolder(of path: String) throws(CommandFailure) {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    let folder = String(path[..<slash])
    var status = stat()
    if stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
    try makeFolder(of: folder)
    begin()
    defer { end() }
    guard mkdir(folder, 0o700) == 0 else {
      // Made by another, or by the same path with a slash more.
      guard errno != EEXIST || stat(folder, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR
      else { return }
      throw CommandFailure(
        .outside, "\(folder): cannot make the folder: \(SystemError.text(errno))")
    }
    state.withLock { $0.folders.append(folder) }
  }

  /// Writes a private key, readable by its owner alone.
  func write(secret: borrowing SecretBytes, to path: String) throws(CommandFailure) {
    try checkReplaceable(path)
    begin()
    defer { end() }
    do {
      try files.add(secret, as: path, mode: 0o600)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Writes what is public, readable by all.
  func write(public content: [UInt8], to path: String) throws(CommandFailure) {
    try checkReplaceable(path)
    begin()
    defer { end() }
    do {
      try files.add(content, as: path, mode: 0o644)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Gives all files their names.
  func commit() throws(CommandFailure) {
    begin()
    defer { end() }
    do {
      try files.commit()
    } catch {
      throw CommandFailure(error)
    }
  }

  /// The command is done: what it wrote stays.
  func keep() { state.withLock { $0.isKept = true } }

  /// Takes away what a command that failed has created.
  static func discardAll() {
    for files in all.withLock({ $0 }) { files.discard() }
  }

  /// Takes away what was created. What was replaced under `--force` stays replaced.
  private func discard() {
    guard !state.withLock({ $0.isKept }) else { return }
    files.discard()
    // One that something else was put into meanwhile stays.
    for folder in state.withLock({ $0.folders }).reversed() { rmdir(folder) }
  }

  private func begin() {
    let goesOn = state.withLock { state in
      if !state.isInterrupted { state.writing += 1 }
      return !state.isInterrupted
    }
    // The process is about to end: no new file may appear any more.
    while !goesOn { pause() }
  }

  private func end() { state.withLock { $0.writing -= 1 } }
}
