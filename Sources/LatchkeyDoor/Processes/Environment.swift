import FoundationEssentials

/// The variables that this process was started with.
enum Environment {
  /// A variable's value; empty when it is not set.
  static func value(_ name: String) -> String { ProcessInfo.processInfo.environment[name] ?? "" }

  /// All variables as a child takes them, one of them set anew or, with `nil`, left out.
  static func with(_ name: String, _ value: String?) -> [String] {
    var variables = ProcessInfo.processInfo.environment
    variables[name] = value
    return variables.map { "\($0.key)=\($0.value)" }
  }
}
