extension String {
  /// The text as an error may show it: on one line, without what could upset a terminal, short, and
  /// without what is no name but may be a key.
  var printable: String {
    let text = shownPath(limit: 80)
    var run = 0
    for (index, byte) in text.utf8.enumerated() {
      run = byte.isASCIILetterOrDigit || byte == 0x2b || byte == 0x2f || byte == 0x3d ? run + 1 : 0
      // No name has as many letters and digits in a row; base64 has.
      if run > 40 { return "\(String(decoding: text.utf8.prefix(index - 32), as: UTF8.self))…" }
    }
    return text
  }

  /// The same in double quotes.
  var quoted: String { "\"\(printable)\"" }

  /// The path of a file, which may be long and have as many letters and slashes in a row.
  var shownPath: String { shownPath(limit: 400) }

  private func shownPath(limit: Int) -> String {
    if utf8.count <= limit, utf8.allSatisfy({ (0x20...0x7e).contains($0) }) { return self }
    var text = ""
    for scalar in unicodeScalars.prefix(limit) {
      let category = scalar.properties.generalCategory
      let isHidden =
        category == .control || category == .format || category == .lineSeparator
        || category == .paragraphSeparator
      text.unicodeScalars.append(isHidden ? "\u{fffd}" : scalar)
    }
    return unicodeScalars.count > limit ? text + "…" : text
  }
}
