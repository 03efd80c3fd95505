import Glibc
import LatchkeyFiles
import Synchronization

/// The file that a report goes to as it comes. It has its name when all is in it; until then it is
/// a temporary one in the same folder, which goes when the command fails or is interrupted.
///
/// From its creation on, SIGINT, SIGTERM and SIGHUP wait for the write that is under way. So create it
/// after all questions have been asked, and before any other thread starts.
final class ReportFile: Sendable {
  private struct State {
    var stream: AtomicFileStream?
    var rest: [UInt8] = []
    var isInterrupted = false
  }

  /// So many bytes are worth a call of the system's.
  private static let enough = 1 << 16

  private let path: String
  private let device: Int32?
  private let state = Mutex(State())

  /// Refuses a name that is taken, or that no file can have, before anybody is asked anything for the
  /// report: what many hosts have answered is not to be lost for a folder that is not there.
  static func checkPlace(_ path: String, replacing: Bool) throws(CommandFailure) {
    var status = stat()
    let isThere = stat(path, &status) == 0
    if isThere, status.st_mode & S_IFMT == S_IFDIR {
      throw CommandFailure(.outside, "\(path): is a folder, where a file is expected")
    }
    if isThere, status.st_mode & S_IFMT != S_IFREG { return }
    if isThere, !replacing {
      throw CommandFailure(
        .outside, "\(path): exists already", hint: "use --force to replace it")
    }
    // The file is written beside its place, whatever is there.
    guard access(FilePath.folder(of: path), W_OK | X_OK) == 0 else {
      throw CommandFailure(.outside, "\(path): cannot create: \(SystemError.text(errno))")
    }
  }

  /// Begins the file.
  init(_ path: String, replacing: Bool) throws(CommandFailure) {
    self.path = path
    var status = stat()
    if stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) {
      let file = open(path, O_WRONLY | O_CLOEXEC)
      guard file >= 0 else { throw Self.failure(path, errno) }
      device = file
      return
    }
    device = nil
    // Weakly, so that the file goes with the command that failed.
    Interruption.watch { [weak self] in
      // Whoever writes has come to an end when the lock is had.
      self?.state.withLock { state in
        state.isInterrupted = true
        state.stream?.discard()
      }
    }
    try locked { state throws(FileError) in
      state.stream = try AtomicFileStream(
        path, mode: Self.mode, existing: replacing ? .replace : .keep)
    }
  }

  deinit {
    if let device { close(device) }
  }

  /// Writes a piece, or keeps it until there are more; a device gets it at once.
  func write(_ bytes: [UInt8]) throws(CommandFailure) {
    if let device {
      let code = StatusLine.standard.stepAside {
        StandardStreams.write(bytes.span, to: device)
      }
      guard code == 0 else { throw Self.failure(path, code) }
      return
    }
    try locked { state throws(FileError) in
      state.rest += bytes
      if state.rest.count >= Self.enough { try Self.writeRest(&state) }
    }
  }

  /// Sees the whole file onto the disk and gives it its name.
  func finish() throws(CommandFailure) {
    try locked { state throws(FileError) in
      try Self.writeRest(&state)
      try state.stream?.commit()
      state.stream = nil
    }
  }

  private static func writeRest(_ state: inout State) throws(FileError) {
    try state.stream?.write(state.rest)
    state.rest.removeAll(keepingCapacity: true)
  }

  /// Does what the signals wait for; what was written goes when it fails.
  private func locked(
    _ body: (inout State) throws(FileError) -> Void
  ) throws(CommandFailure) {
    var failure: FileError?
    let goesOn = state.withLock { state in
      if state.isInterrupted { return false }
      do throws(FileError) {
        try body(&state)
      } catch {
        failure = error
        state.stream = nil
      }
      return true
    }
    // The process is about to end by the signal.
    while !goesOn { pause() }
    if let failure { throw CommandFailure(failure) }
  }

  private static func failure(_ path: String, _ code: Int32) -> CommandFailure {
    var failure = CommandFailure(
      .outside, "\(path): cannot be written: \(SystemError.text(code))")
    failure.isBrokenPipe = code == EPIPE
    return failure
  }
}
