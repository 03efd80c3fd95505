/// Text from a file or a server, made safe to print.
enum Visible {
  /// Control characters (a terminal's escape sequences among them) are written as `\u{1b}`; a tab
  /// and all other text stays as it is.
  static func text(_ text: some StringProtocol) -> String {
    // Nearly all text is plain: to look up what each character is takes many times as long.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(text) }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.generalCategory == .control && scalar != "\t" {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
