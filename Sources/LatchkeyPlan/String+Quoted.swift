internal import LatchkeyFormats

extension String {
  /// The text as an error may show it: on one line, without what could upset a terminal, short, and
  /// without what is no name but may be a key.
  var printable: String {
    // A letter of another script has up to four bytes, and two columns: half as many are as long.
    let text = shown(scalars: 80, bytes: 120)
    // Of what may be a key, no more than its beginning.
    if let offset = KeyLikeness.offset(in: text.utf8) {
      return "\(String(decoding: text.utf8.prefix(offset - 32), as: UTF8.self))…"
    }
    return text
  }

  /// The same in double quotes.
  var quoted: String { "\"\(printable)\"" }

  /// The path of a file, which may be long and have as many letters and slashes in a row.
  var shownPath: String { shown(scalars: 400, bytes: 1600) }

  private func shown(scalars: Int, bytes: Int) -> String {
    if utf8.count <= scalars, utf8.allSatisfy({ (0x20...0x7e).contains($0) }) { return self }
    var text = ""
    for (index, scalar) in unicodeScalars.enumerated() {
      guard index < scalars, text.utf8.count < bytes else { return text + "…" }
      let category = scalar.properties.generalCategory
      let isHidden =
        category == .control || category == .format || category == .lineSeparator
        || category == .paragraphSeparator
      text.unicodeScalars.append(isHidden ? "\u{fffd}" : scalar)
    }
    return text
  }
}
