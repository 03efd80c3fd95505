/// Text from a file or a server, made safe to print.
package enum Visible {
  /// What a reader is not to be fooled by is written out, `\u{1b}`: control characters (a terminal's
  /// escape sequences among them), what turns the direction of writing (Unicode TR36 §2.6), other
  /// ends of lines, and what is no character. A tab and all other text stays as it is.
  package static func text(_ text: some StringProtocol) -> String {
    // Nearly all text is plain: to look up what each character is takes many times as long.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(text) }
    var result = ""
    for scalar in text.unicodeScalars {
      if isHarmful(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The same on one line: a tab becomes a space.
  package static func line(_ text: some StringProtocol) -> String {
    Visible.text(
      text.utf8.contains(0x09) ? text.map { $0 == "\t" ? " " : String($0) }.joined() : String(text))
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09: false
    case 0..<0x20, 0x7F...0x9F: true
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: scalar.properties.isNoncharacterCodePoint
    }
  }
}
