import LatchkeyJSON

/// A result in the form in which it is printed.
struct ResultText: Sendable {
  /// Its lines, each with its end.
  let lines: String
  /// Whether it is JSON: that was asked for by name, so `--quiet` does not drop it.
  let isJSON: Bool

  /// Words for people.
  init(_ lines: [String]) {
    self.lines = lines.map { "\($0)\n" }.joined()
    isJSON = false
  }

  /// JSON for programs.
  init(_ object: JSONObject) {
    lines = object.line
    isJSON = true
  }
}
