import Glibc
import Synchronization

/// The last line of the terminal that standard error goes to: written over again and again, and
/// taken away before anything else is printed.
final class StatusLine: Sendable {
  /// The process's own.
  static let standard = StatusLine()

  /// What stands there now.
  private let shown = Mutex("")

  /// Whether there is a terminal, and one that can clear a line.
  static var isPossible: Bool {
    guard isatty(STDERR_FILENO) == 1, let kind = getenv("TERM") else { return false }
    return !["", "dumb"].contains(String(cString: kind))
  }

  /// Writes over what stands there.
  ///
  /// - Parameter text: ASCII; what does not fit is cut off, since a line that is broken cannot be
  ///   written over.
  func show(_ text: String) {
    shown.withLock { shown in
      // The last column stays free: in it, some terminals break the line already.
      let text = String(text.prefix(max(StatusLine.columns - 1, 0)))
      guard text != shown else { return }
      StatusLine.write("\r\(text)\(StatusLine.clear)")
      shown = text
    }
  }

  /// Takes away what stands there, and lets nothing be shown until `body` has printed.
  func stepAside<Result>(for body: () -> Result) -> Result {
    shown.withLock { shown in
      if !shown.isEmpty { StatusLine.write("\r\(StatusLine.clear)") }
      shown = ""
      return body()
    }
  }

  /// EL of ECMA-48: clears from the cursor to the end of the line.
  private static let clear = "\u{1B}[K"

  /// How wide the terminal is at this moment; 80 where it does not know.
  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  private static func write(_ text: String) {
    _ = StandardStreams.write(Array(text.utf8).span, to: STDERR_FILENO)
  }
}
