/// Makes what a server said safe to show: one line, no control characters, bounded.
enum Quotation {
  /// Text as it may stand in a sentence or on a terminal: control characters and bytes that are not
  /// UTF-8 as escapes, at most `limit` characters, an ellipsis where something was left out.
  static func printable(_ bytes: some Collection<UInt8>, limit: Int = 200) -> String {
    // Nearly everything that servers say is plain, and asking Unicode about each letter of it was a
    // tenth of a check's time.
    if bytes.count <= limit {
      let line = trimmed(Array(bytes))
      if line.allSatisfy({ (0x20...0x7e).contains($0) }) {
        return String(decoding: line, as: UTF8.self)
      }
    }
    // A character of four bytes each at most: enough to fill the limit, and bounded.
    let kept = bytes.prefix(limit * 4)
    var text = ""
    var count = 0
    for scalar in String(decoding: trimmed(Array(kept)), as: UTF8.self).unicodeScalars {
      let shown =
        switch scalar {
        case "\t": "\\t"
        case "\r": "\\r"
        case "\n": "\\n"
        case _
        where scalar.properties.generalCategory == .control
          || scalar.properties.generalCategory == .format
          || scalar == "\u{fffd}":
          "\\u{\(String(scalar.value, radix: 16))}"
        default: String(scalar)
        }
      // An escape counts as what is shown: else bytes that are no text could fill a screen.
      count += shown.unicodeScalars.count
      if count > limit { return text + "…" }
      text += shown
    }
    return kept.count < bytes.count ? text + "…" : text
  }

  /// What can be read in bytes that are no text: the runs of four printable characters and more; the
  /// bytes themselves where there are none.
  static func words(in bytes: some Collection<UInt8>, limit: Int = 200) -> String {
    let runs = bytes.split { !(0x20...0x7e).contains($0) }.filter { $0.count >= 4 }
    if runs.isEmpty { return printable(Array(bytes.prefix(16))) }
    let text = runs.map { String(decoding: Array($0), as: UTF8.self) }.joined(separator: " … ")
    return printable(text.utf8, limit: limit)
  }

  private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    var slice = ArraySlice(bytes)
    while let last = slice.last, last == 0x0a || last == 0x0d || last == 0x20 { slice.removeLast() }
    return slice
  }
}
