/// What is wrong with a script, or with what its commands did.
struct ScriptError: Error, CustomStringConvertible {
  /// The line of the script, counted from 1.
  let line: Int
  let description: String

  init(line: Int, _ description: String) {
    self.line = line
    self.description = description
  }
}
