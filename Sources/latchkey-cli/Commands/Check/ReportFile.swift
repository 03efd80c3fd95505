import Glibc
import LatchkeyFiles

/// The file that a report goes to.
enum ReportFile {
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

  /// Writes the whole report at once; a device or a pipe (`/dev/stderr`) is written to as it is.
  static func write(
    _ content: [UInt8], to path: String, replacing: Bool
  ) throws(CommandFailure) {
    var status = stat()
    if stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) {
      let file = open(path, O_WRONLY | O_CLOEXEC)
      guard file >= 0 else { throw failure(path, errno) }
      defer { close(file) }
      let code = StandardStreams.write(content.span, to: file)
      guard code == 0 else { throw failure(path, code) }
      return
    }
    do throws(FileError) {
      try AtomicFile.write(content, to: path, mode: 0o644, existing: replacing ? .replace : .keep)
    } catch {
      throw CommandFailure(error)
    }
  }

  private static func failure(_ path: String, _ code: Int32) -> CommandFailure {
    CommandFailure(.outside, "\(path): cannot be written: \(SystemError.text(code))")
  }
}
