public import Logging

extension Logger {
  /// A logger that throws everything away.
  public static var silent: Logger {
    Logger(label: "latchkey.metadata", factory: { _ in SwiftLogNoOpLogHandler() })
  }
}
