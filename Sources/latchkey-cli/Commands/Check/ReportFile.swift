import Glibc
import LatchkeyFiles

/// The file that a report goes to.
enum ReportFile {
  /// Refuses a name that is taken, before anybody is asked anything for the report.
  static func checkFree(_ path: String) throws(CommandFailure) {
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      throw CommandFailure(
        .outside, "\(path): exists already", hint: "use --force to replace it")
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
