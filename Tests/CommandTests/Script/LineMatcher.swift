/// Compares what a command printed with what a script expects.
enum LineMatcher {
  /// Nil where every line is as expected; else a comparison that a person can read.
  ///
  /// - Parameter stream: the name of the stream, for the comparison.
  static func difference(
    _ stream: String, _ actual: [String], _ expected: [LinePattern],
    variables: inout [String: String]
  ) throws -> String? {
    if try match(actual[...], expected[...], variables: &variables) { return nil }
    let wanted = expected.map { "    \($0.source)" }.joined(separator: "\n")
    let found = actual.map { "    \($0)" }.joined(separator: "\n")
    return "\(stream) is not as expected\n  expected:\n\(wanted)\n  found:\n\(found)"
  }

  /// Lines one by one; `%{lines}` tries the shortest run first.
  private static func match(
    _ actual: ArraySlice<String>, _ expected: ArraySlice<LinePattern>,
    variables: inout [String: String]
  ) throws -> Bool {
    guard let pattern = expected.first else { return actual.isEmpty }
    if pattern.isAnyLines {
      for count in 0...actual.count
      where try match(actual.dropFirst(count), expected.dropFirst(), variables: &variables) {
        return true
      }
      return false
    }
    guard let line = actual.first, try pattern.matches(line, variables: &variables) else {
      return false
    }
    return try match(actual.dropFirst(), expected.dropFirst(), variables: &variables)
  }
}
