import Glibc
import LatchkeyCrypto
import LatchkeyFiles
import Synchronization

/// The files that one command makes: until `keep` is called they are all taken away again when the
/// command fails or is interrupted.
///
/// From its creation on, SIGINT, SIGTERM and SIGHUP wait for the write that is under way; then what
/// was created is removed and the process ends by that signal. So create it after all questions
/// have been asked, and before any other thread starts.
final class OutputFiles: Sendable {
  private struct State {
    var created: [String] = []
    var writing = 0
    var isInterrupted = false
  }

  private let state = Mutex(State())
  private let existing: AtomicFile.Existing

  /// - Parameter force: whether files that exist are replaced.
  init(force: Bool) {
    existing = force ? .replace : .keep
    Interruption.watch { [self] in
      state.withLock { $0.isInterrupted = true }
      while state.withLock({ $0.writing > 0 }) { usleep(500) }
      discard()
    }
  }

  /// Refuses names that are taken, before any work is done for them.
  func checkFree(_ paths: [String]) throws(CommandFailure) {
    for path in paths {
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      if existing == .keep {
        throw CommandFailure(
          .outside, "\(path): exists already", hint: "use --force to replace it")
      }
      // A name in the folder is what gets replaced: never a folder, never a device.
      guard [S_IFREG, S_IFLNK].contains(status.st_mode & S_IFMT) else {
        throw CommandFailure(.outside, "\(path): not an ordinary file, and not replaced")
      }
    }
  }

  /// Writes a private key, readable by its owner alone.
  func write(secret: borrowing SecretBytes, to path: String) throws(CommandFailure) {
    try begin(path)
    var failure: FileError?
    do throws(FileError) {
      try AtomicFile.write(secret, to: path, mode: 0o600, existing: existing)
    } catch {
      failure = error
    }
    try end(path, failure)
  }

  /// Writes what is public, readable by all.
  func write(public content: [UInt8], to path: String) throws(CommandFailure) {
    try begin(path)
    var failure: FileError?
    do throws(FileError) {
      try AtomicFile.write(content, to: path, mode: 0o644, existing: existing)
    } catch {
      failure = error
    }
    try end(path, failure)
  }

  /// The command is done: what it wrote stays.
  func keep() { state.withLock { $0.created = [] } }

  /// Takes away what was created. What was replaced under `--force` stays replaced.
  func discard() {
    state.withLock { state in
      for path in state.created { unlink(path) }
      state.created = []
    }
  }

  private func begin(_ path: String) throws(CommandFailure) {
    try checkFree([path])
    let goesOn = state.withLock { state in
      if !state.isInterrupted { state.writing += 1 }
      return !state.isInterrupted
    }
    // The process is about to end: no new file may appear any more.
    while !goesOn { pause() }
  }

  private func end(_ path: String, _ failure: FileError?) throws(CommandFailure) {
    state.withLock { state in
      state.writing -= 1
      if failure == nil && existing == .keep { state.created.append(path) }
    }
    if let failure { throw CommandFailure(failure) }
  }
}
