/// Text inside XML 1.0.
enum XMLText {
  /// The text with what XML gives a meaning replaced by references. What XML 1.0 §2.2 does not allow
  /// at all (control characters, U+FFFE, U+FFFF) is written out, as `\u{1b}`.
  ///
  /// - Parameter keepsLines: whether a line break stays one, as inside an element.
  static func escaped(_ text: String, keepsLines: Bool = false) -> String {
    if keepsLines {
      return text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        .map { escaped(String($0)) }.joined(separator: "\n")
    }
    var result = ""
    for scalar in Visible.line(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      // Also for the sake of ]]>, which text may not hold.
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
