/// A command script, parsed: what `Scripts/README.md` describes.
struct Script {
  /// Something to do, with the line it stands in and what must come of it.
  struct Step {
    /// The line of the script, counted from 1.
    let line: Int
    let action: Action
    var expected = Expectation()
  }

  /// What a step does.
  enum Action {
    /// `$ command`: run to its end.
    case run(String)
    /// `& NAME command`: start in the background and wait for the expected lines.
    case start(name: String, command: String)
    /// `@ stop NAME [SIGNAL]`, `@ wait NAME`: wait for a background command's end, after a signal
    /// where there is one.
    case end(name: String, signal: String?)
    /// `@ needs PROGRAM…`: without them the rest is skipped, visibly.
    case needs([String])
  }

  /// What the lines under a command say of it.
  struct Expectation {
    var input: [String] = []
    var output: [LinePattern] = []
    var errors: [LinePattern] = []
    var status: Int32 = 0
  }

  let steps: [Step]

  /// Reads a script; throws the line that is not understood.
  init(_ text: String) throws(ScriptError) {
    var steps: [Step] = []
    var inBlock = false
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    var number = 0
    while let first = lines.popFirst() {
      number += 1
      let start = number
      var line = first
      // A command goes on in the next line where it ends in a backslash, as in the shell.
      if line.hasPrefix("$ ") || line.hasPrefix("& ") {
        while line.hasSuffix("\\"), let next = lines.popFirst() {
          number += 1
          line = line.dropLast() + next
        }
      }
      if line.isEmpty {
        inBlock = false
      } else if let action = try Script.action(line, at: start) {
        steps.append(Step(line: start, action: action))
        inBlock = true
      } else if inBlock {
        try Script.expect(line, at: start, in: &steps[steps.count - 1].expected)
      }
    }
    guard !steps.isEmpty else { throw ScriptError(line: 1, "no command in this script") }
    self.steps = steps
  }

  /// The action that a line begins, or nil where it begins none.
  private static func action(_ line: String, at number: Int) throws(ScriptError) -> Action? {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    switch words[0] {
    case "$":
      return .run(String(line.dropFirst(2)))
    case "&":
      guard words.count > 2 else { throw ScriptError(line: number, "expected: & NAME COMMAND") }
      return .start(name: words[1], command: words.dropFirst(2).joined(separator: " "))
    case "@":
      switch words.dropFirst().first {
      case "needs" where words.count > 2:
        return .needs(Array(words.dropFirst(2)))
      case "stop" where (3...4).contains(words.count):
        return .end(name: words[2], signal: words.count == 4 ? words[3] : "TERM")
      case "wait" where words.count == 3:
        return .end(name: words[2], signal: nil)
      default:
        throw ScriptError(line: number, "unknown directive: \(line)")
      }
    default:
      return nil
    }
  }

  /// Adds one line of a block to what is expected.
  private static func expect(
    _ line: String, at number: Int, in expected: inout Expectation
  ) throws(ScriptError) {
    func rest() -> String { String(line.dropFirst(2)) }
    switch line.prefix(2) {
    case "! ", "!": expected.errors.append(try LinePattern(rest(), line: number))
    case "< ", "<": expected.input.append(rest())
    case "> ", ">": expected.output.append(try LinePattern(rest(), line: number))
    case "? ":
      guard let status = Int32(rest()) else {
        throw ScriptError(line: number, "not an exit status: \(line)")
      }
      expected.status = status
    default: expected.output.append(try LinePattern(line, line: number))
    }
  }
}
