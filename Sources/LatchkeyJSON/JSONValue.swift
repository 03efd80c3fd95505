/// A JSON value (RFC 8259), without `null`: what is not there is left out.
package enum JSONValue: Sendable {
  case string(String)
  case number(Int)
  /// A number that takes all 64 bits, as a certificate's serial may.
  case unsigned(UInt64)
  /// A number with a fraction, written with three decimals (milliseconds).
  case decimal(Double)
  case bool(Bool)
  case array([JSONValue])
  case object(JSONObject)

  /// The value as compact JSON.
  package var text: String {
    var text = ""
    append(to: &text)
    return text
  }

  func append(to text: inout String) {
    switch self {
    case .string(let own): JSONValue.append(quoted: own, to: &text)
    case .number(let number): text += String(number)
    case .unsigned(let number): text += String(number)
    case .decimal(let number): text += JSONValue.decimal(number)
    case .bool(let flag): text += flag ? "true" : "false"
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.append(to: &text)
      }
      text += "]"
    case .object(let object): object.append(to: &text)
    }
  }

  /// The beginning of the text, as an error shows it: as much as names something, and too little to be
  /// a key.
  package var brief: String {
    let text = text
    let end = text.unicodeScalars.index(
      text.startIndex, offsetBy: 30, limitedBy: text.unicodeScalars.endIndex)
    guard let end, end < text.unicodeScalars.endIndex else { return text }
    return String(text.unicodeScalars[..<end]) + "…"
  }

  /// RFC 8259 §7: quotation mark, backslash and U+0000–U+001F are escaped; DEL and the C1 controls
  /// too, because a terminal obeys some of them; and what turns the direction of writing or ends a
  /// line, because a person is shown another text by it; and what is no character.
  static func append(quoted text: String, to result: inout String) {
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }
    result += "\""
    defer { result += "\"" }
    if isPlain {
      result += text
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{61C}", "\u{200E}", "\u{200F}",
        "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}",
        "\u{FFFE}", "\u{FFFF}":
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  /// Thousandths, by integers: Swift's own text of a `Double` may use an exponent.
  private static func decimal(_ number: Double) -> String {
    guard number.isFinite, number.magnitude < 1e15 else { return "0" }
    let thousandths = Int((number.magnitude * 1000).rounded())
    let fraction = String(thousandths % 1000)
    let sign = number < 0 && thousandths > 0 ? "-" : ""
    return sign + "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count)
      + fraction
  }
}
