/// A time in a plan, and where it stands: `500ms`, `5s`, `2m`, `1h`, or a number of seconds.
public struct PlanDuration: Sendable {
  /// How long.
  public let value: Duration
  /// Where it stands.
  public let place: YAMLPlace

  /// The most that a time may be: a day.
  static let most = Duration.seconds(86_400)

  /// The time that is written; `nil` where it is none.
  init?(_ node: YAMLNode) {
    guard let value = Self.read(node) else { return nil }
    self.value = value
    place = node.place
  }

  private static func read(_ node: YAMLNode) -> Duration? {
    if let seconds = node.number { return .seconds(seconds) }
    return node.text.flatMap(duration(of:))
  }

  /// The time of a text with its unit, `500ms`, `5s`, `2m` or `1h`; `nil` where it is none.
  public static func duration(of text: String) -> Duration? {
    let digits = text.prefix { $0.isNumber || $0 == "." }
    guard let value = Double(digits) else { return nil }
    switch text.dropFirst(digits.count) {
    case "ms": return .milliseconds(value)
    case "s": return .seconds(value)
    case "m": return .seconds(60 * value)
    case "h": return .seconds(3600 * value)
    default: return nil
    }
  }
}
