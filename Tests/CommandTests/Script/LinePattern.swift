import Foundation

/// One expected line: text, in which `%{…}` stands for what differs from run to run.
struct LinePattern {
  /// The line of the script that this stands in.
  let line: Int
  /// The text as written.
  let source: String
  private var pieces: [Piece] = []

  private enum Piece {
    case literal(String)
    case reference(String)
    case pattern(String, capture: String?)
  }

  /// Whether this stands for any number of lines (`%{lines}` alone).
  var isAnyLines: Bool { source == "%{lines}" }

  /// What `%{name}` matches. Add a kind here where a new sort of value is printed.
  private static let kinds: [String: String] = [
    "any": #".*"#,
    "word": #"\S+"#,
    "number": #"[0-9]+"#,
    "decimal": #"[0-9]+\.[0-9]+"#,
    "port": #"[1-9][0-9]{0,4}"#,
    "base64": #"[A-Za-z0-9+/]+={0,2}"#,
    "sha256": #"SHA256:[A-Za-z0-9+/]{43}"#,
    "md5": #"MD5:(?:[0-9a-f]{2}:){15}[0-9a-f]{2}"#,
    "ec2Imported": #"(?:[0-9a-f]{2}:){15}[0-9a-f]{2}"#,
    "ec2Created": #"(?:[0-9a-f]{2}:){19}[0-9a-f]{2}"#,
    "instance": #"i-[0-9a-f]{17}"#,
    "time": #"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?Z"#,
  ]

  /// Reads a line; throws where a `%{…}` is not understood.
  init(_ text: String, line: Int) throws(ScriptError) {
    source = text
    self.line = line
    guard text != "%{lines}" else { return }
    var rest = text[...]
    while let opening = rest.range(of: "%{") {
      pieces.append(.literal(String(rest[..<opening.lowerBound])))
      rest = rest[opening.upperBound...]
      guard let end = LinePattern.closing(rest) else {
        throw ScriptError(line: line, "%{ without its }: \(text)")
      }
      pieces.append(try LinePattern.piece(String(rest[..<end]), line: line))
      rest = rest[rest.index(after: end)...]
    }
    pieces.append(.literal(String(rest)))
  }

  /// The brace that closes what was opened before `text`; a regular expression may hold pairs.
  private static func closing(_ text: Substring) -> String.Index? {
    var depth = 1
    for index in text.indices {
      if text[index] == "{" { depth += 1 }
      if text[index] == "}" { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  /// `KIND`, `/regex/`, `NAME=KIND`, `NAME=/regex/` or `NAME`.
  private static func piece(_ body: String, line: Int) throws(ScriptError) -> Piece {
    var capture: String?
    var kind = body[...]
    let name = body.prefix { $0.isUppercase || $0.isNumber || $0 == "_" }
    if !name.isEmpty {
      if name.endIndex == body.endIndex { return .reference(body) }
      guard body[name.endIndex] == "=" else {
        throw ScriptError(line: line, "unknown pattern: %{\(body)}")
      }
      capture = String(name)
      kind = body[body.index(after: name.endIndex)...]
    }
    if kind.count > 2, kind.hasPrefix("/"), kind.hasSuffix("/") {
      return .pattern(String(kind.dropFirst().dropLast()), capture: capture)
    }
    guard let known = kinds[String(kind)] else {
      throw ScriptError(line: line, "unknown pattern: %{\(body)}")
    }
    return .pattern(known, capture: capture)
  }

  /// Whether a line is as expected; takes values out of it into `variables` where it is.
  func matches(_ text: String, variables: inout [String: String]) throws -> Bool {
    var expression = "^"
    var captures: [String] = []
    for piece in pieces {
      switch piece {
      case .literal(let literal):
        expression += NSRegularExpression.escapedPattern(for: literal)
      case .reference(let name):
        guard let value = variables[name] else {
          throw ScriptError(line: line, "nothing was taken into \(name) before this line")
        }
        expression += NSRegularExpression.escapedPattern(for: value)
      case .pattern(let pattern, let capture):
        if let capture {
          captures.append(capture)
          expression += "(?<\(capture.replacing("_", with: "0"))>\(pattern))"
        } else {
          expression += "(?:\(pattern))"
        }
      }
    }
    let regex = try NSRegularExpression(pattern: expression + "$")
    let whole = NSRange(text.startIndex..., in: text)
    guard let match = regex.firstMatch(in: text, range: whole), match.range == whole else {
      return false
    }
    for name in captures {
      let range = Range(
        match.range(withName: name.replacing("_", with: "0")), in: text)
      if let range { variables[name] = String(text[range]) }
    }
    return true
  }
}
