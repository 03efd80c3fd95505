public import Logging

/// Writes what is logged as lines of text or of JSON.
public struct LineLogHandler: LogHandler {
  /// What is added to every line.
  public var metadata: Logger.Metadata = [:]
  /// What is less urgent is left out.
  public var logLevel: Logger.Level
  private let writer: LineWriter
  private let format: LogFormat

  /// A handler.
  ///
  /// - Parameters:
  ///   - writer: where the lines go.
  ///   - format: what they look like.
  ///   - level: what is less urgent is left out.
  public init(to writer: LineWriter, as format: LogFormat, level: Logger.Level = .notice) {
    self.writer = writer
    self.format = format
    logLevel = level
  }

  /// What is added to every line under a name.
  public subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes a line.
  public func log(event: LogEvent) {
    var members = event.metadata.map { metadata.merging($0) { $1 } } ?? metadata
    if let error = event.error { members["error"] = "\(error)" }
    writer.write(format.line(event.level, "\(event.message)", members, at: LogTime.now()))
  }
}
