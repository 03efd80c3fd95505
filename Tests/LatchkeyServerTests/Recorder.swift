import Logging
import Synchronization

/// Keeps what is logged, at every level.
final class Recorder: LogHandler, Sendable {
  private let kept = Mutex<[String]>([])

  /// The messages, each with what is known beside it.
  var lines: [String] { kept.withLock { $0 } }

  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }
  var logLevel: Logger.Level {
    get { .trace }
    set {}
  }
  subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { nil }
    set {}
  }

  func log(event: LogEvent) {
    kept.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
  }
}
