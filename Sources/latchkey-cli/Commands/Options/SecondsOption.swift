import ArgumentParser
import LatchkeyPlan

/// A time on the command line: a number of seconds, or with its unit as in a plan.
enum SecondsOption {
  /// The seconds of `30`, `0.5`, `500ms`, `5s`, `2m`, `1h`.
  static func seconds(parsing argument: String) throws -> Double {
    if let seconds = Double(argument) { return seconds }
    guard let time = PlanDuration.duration(of: argument) else {
      throw ValidationError("expected a number of seconds, or a time such as 500ms, 5s, 2m or 1h")
    }
    return time / .seconds(1)
  }
}
