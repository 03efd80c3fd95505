import LatchkeyMetadata
import Logging

/// How a line of the log is written.
public enum LogFormat: Sendable {
  /// For people: time, level, message, and what else is known as `name=value`.
  case text
  /// JSON Lines: an object with `time`, `level`, `message`, and a member for all else that is known,
  /// in the order of their names.
  case json

  /// What a request's message says already: `GET /latest/meta-data/ 200`.
  private static let saidInMessage: Set = ["method", "path", "status"]

  /// One line, with its newline.
  ///
  /// - Parameters:
  ///   - time: as RFC 3339 has it.
  ///   - members: what is known beside the message.
  func line(
    _ level: Logger.Level, _ message: String, _ members: Logger.Metadata, at time: String
  ) -> [UInt8] {
    let sorted = members.sorted { $0.key < $1.key }
    switch self {
    case .text:
      let rest = sorted.filter { !Self.saidInMessage.contains($0.key) }
        .map { " \($0.key)=\("\($0.value)".printable)" }
      return Array("\(time) \(level): \(message.onOneLine)\(rest.joined())\n".utf8)
    case .json:
      var object = JSONLine()
      object.add("time", time)
      object.add("level", level.rawValue)
      object.add("message", message)
      for (name, value) in sorted {
        switch value {
        case .string(let text): object.add(name, text)
        case .stringConvertible(let number as Int): object.add(name, number)
        default: object.add(name, "\(value)")
        }
      }
      return object.finish()
    }
  }
}
