import Glibc
import LatchkeyServer
import Logging

/// Standard output and standard error, unbuffered: whoever waits for a line has it when it is
/// written.
enum Streams {
  /// Writes a result.
  static func printLine(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Writes an error, as all of latchkey's programs do.
  static func printError(_ text: String) { write("latchkeyd: error: \(text)", to: STDERR_FILENO) }

  /// Writes an error as a line of the JSON log.
  static func printErrorObject(_ text: String) {
    let writer = LineWriter(descriptor: STDERR_FILENO, format: .json)
    let logger = Logger(label: "latchkeyd") { _ in LineLogHandler(to: writer, as: .json) }
    logger.error("\(text)")
    writer.finish(within: 1000)
  }

  /// Writes what the user should know, though the service goes on.
  static func printWarning(_ text: String) {
    write("latchkeyd: warning: \(text)", to: STDERR_FILENO)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array((text + "\n").utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      // Nobody reads any more: there is nobody to be told that either.
      guard count > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
