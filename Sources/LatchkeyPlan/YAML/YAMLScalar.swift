/// A value of YAML's that has no parts.
struct YAMLScalar: Sendable {
  /// What a scalar means by YAML 1.2's core schema: `yes`, `on` and `0777` are no booleans and octal
  /// numbers there, as they are in YAML 1.1.
  enum Meaning: Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case text
  }

  /// What it says, its quotes and folding undone.
  let text: String
  /// Whether it was written without quotes.
  let isPlain: Bool
  /// Its tag as a whole, `tag:yaml.org,2002:str` or `!vault`; `nil` where it has none.
  let tag: String?

  /// What it means.
  var meaning: Meaning {
    switch tag {
    case nil: isPlain ? Self.meaning(ofPlain: text) : .text
    case "tag:yaml.org,2002:str", "!": .text
    default: Self.meaning(ofPlain: text)
    }
  }

  /// YAML 1.2.2 §10.3.2. An integer beyond 64 bits is a number.
  private static func meaning(ofPlain text: String) -> Meaning {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    default: break
    }
    let bytes = text.utf8
    guard let first = bytes.first, first == 0x2b || first == 0x2d || first == 0x2e || first.isDigit
    else { return .text }
    if text.hasPrefix("0o"), let value = digits(bytes.dropFirst(2), radix: 8) {
      return .integer(value)
    }
    if text.hasPrefix("0x"), let value = digits(bytes.dropFirst(2), radix: 16) {
      return .integer(value)
    }
    if let value = Int(text) { return .integer(value) }
    return number(text).map { .number($0) } ?? .text
  }

  private static func digits(_ bytes: Substring.UTF8View, radix: Int) -> Int? {
    guard let first = bytes.first, first.isASCIILetterOrDigit else { return nil }
    return Int(Substring(bytes), radix: radix)
  }

  /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, and the infinities.
  private static func number(_ text: String) -> Double? {
    switch text {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
    case "-.inf", "-.Inf", "-.INF": return -.infinity
    case ".nan", ".NaN", ".NAN": return .nan
    default: break
    }
    var rest = Substring(text)
    if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
    var parts = rest.split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 1 {
      parts = rest.split(separator: "E", maxSplits: 1, omittingEmptySubsequences: false)
    }
    if parts.count == 2 {
      var exponent = parts[1]
      if exponent.first == "+" || exponent.first == "-" { exponent = exponent.dropFirst() }
      guard !exponent.isEmpty, exponent.utf8.allSatisfy(\.isDigit) else { return nil }
    }
    let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count), halves.contains(where: { !$0.isEmpty }),
      halves.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) })
    else { return nil }
    // Swift reads no `.5` and no `5.`.
    let whole = halves[0].isEmpty ? "0" : halves[0]
    let fraction = halves.count == 2 && !halves[1].isEmpty ? halves[1] : "0"
    let value = Double("\(whole).\(fraction)\(parts.count == 2 ? "e\(parts[1])" : "")")
    return value.map { text.first == "-" ? -$0 : $0 }
  }
}
