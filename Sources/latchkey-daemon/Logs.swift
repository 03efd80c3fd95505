import Glibc
import LatchkeyServer
import Logging

/// Where the daemon's log and the log of requests go.
struct Logs {
  /// What happens to the service.
  let service: Logger
  /// The requests that are answered.
  let requests: Logger
  private let errors: LineWriter
  private let access: LineWriter?

  /// Opens the logs.
  ///
  /// - Parameters:
  ///   - format: of all lines.
  ///   - isVerbose: whether requests are logged to standard error.
  ///   - path: the file that requests are logged to, if any.
  init(as format: LogFormat, isVerbose: Bool, accessLog path: String?) throws(ServerError) {
    let errors = LineWriter(descriptor: STDERR_FILENO, format: format)
    let service = Logger(label: "latchkeyd") { _ in LineLogHandler(to: errors, as: format) }
    self.errors = errors
    self.service = service
    var handlers: [any LogHandler] = []
    if isVerbose { handlers.append(LineLogHandler(to: errors, as: format, level: .info)) }
    if let path {
      let writer = try LineWriter(appendingTo: path, format: format, reports: service)
      handlers.append(LineLogHandler(to: writer, as: format, level: .info))
      access = writer
    } else {
      access = nil
    }
    let all = handlers
    requests =
      switch all.count {
      case 0: .silent
      case 1: Logger(label: "requests") { _ in all[0] }
      default: Logger(label: "requests") { _ in MultiplexLogHandler(all) }
      }
  }

  /// Opens the log of requests anew; false where there is no file to open.
  func reopen() -> Bool {
    access?.reopen()
    return access != nil
  }

  /// Writes what waits to be written, if that takes no more than a second each.
  func finish() {
    access?.finish(within: 1000)
    errors.finish(within: 1000)
  }
}
