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
    if let seconds = node.number { return duration(seconds) }
    return node.text.flatMap(duration(of:))
  }

  /// The time of a text with its unit, `500ms`, `5s`, `2m` or `1h`; `nil` where it is none.
  public static func duration(of text: String) -> Duration? {
    let digits = text.prefix { $0.isNumber || $0 == "." }
    guard let value = Double(digits) else { return nil }
    switch text.dropFirst(digits.count) {
    case "ms": return duration(value, times: .milliseconds(1))
    case "s": return duration(value)
    case "m": return duration(60 * value)
    case "h": return duration(3600 * value)
    default: return nil
    }
  }

  /// A Duration cannot be made of just any number. One that is too long for a plan stays so, and is told
  /// as that; only what is no number is no time.
  private static func duration(_ value: Double, times unit: Duration = .seconds(1)) -> Duration? {
    value.isNaN ? nil : unit * min(max(value, -1e9), 1e9)
  }
}
