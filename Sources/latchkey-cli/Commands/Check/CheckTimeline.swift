import LatchkeyJSON
import LatchkeyVerifier

/// What `--explain` adds: the conversation, step by step.
enum CheckTimeline {
  /// A line a step: when, who, what.
  static func lines(_ outcome: Outcome) -> [String] {
    let times = outcome.timeline.map { entry in
      let tenths = Int((entry.time / .milliseconds(0.1)).rounded())
      return "\(tenths / 10).\(tenths % 10)"
    }
    let width = times.map(\.utf8.count).max() ?? 0
    return zip(outcome.timeline, times).map { entry, time in
      let side = entry.side.rawValue
      let margin = String(repeating: " ", count: width - time.utf8.count)
      let gap = String(repeating: " ", count: 8 - side.utf8.count)
      return "      \(margin)\(time) ms  \(side)\(gap)\(entry.text)"
    }
  }

  /// The same for programs.
  static func json(_ outcome: Outcome) -> JSONValue {
    .array(
      outcome.timeline.map { entry in
        var object = JSONObject()
        object.add("ms", .decimal(entry.time / .milliseconds(1)))
        object.add("side", entry.side.rawValue)
        object.add("text", entry.text)
        return .object(object)
      })
  }
}
