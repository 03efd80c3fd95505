extension String {
  /// The text as an error may show it: on one line, without what could upset a terminal, short.
  var printable: String {
    let limit = 80
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

  /// The same in double quotes.
  var quoted: String { "\"\(printable)\"" }
}
