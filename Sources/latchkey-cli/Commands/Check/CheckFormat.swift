import ArgumentParser

/// How `check` reports.
enum CheckFormat: String, CaseIterable, ExpressibleByArgument {
  /// For people.
  case text
  /// JSON Lines: one object a check.
  case json
}
