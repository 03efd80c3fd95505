extension String {
  /// The text with what could upset a terminal or a log taken out, and shortened: for values of
  /// unknown origin that an error or a log line quotes.
  package var printable: String {
    let limit = 120
    // Nearly all are short and plain ASCII, and looking up what Unicode knows of a scalar is slow.
    if utf8.count <= limit, utf8.allSatisfy({ (0x20...0x7e).contains($0) }) { return self }
    var text = ""
    for scalar in unicodeScalars.prefix(limit) {
      text.unicodeScalars.append(
        scalar.properties.generalCategory == .control
          || scalar.properties.generalCategory == .format
          ? "\u{fffd}" : scalar)
    }
    return unicodeScalars.count > limit ? text + "…" : text
  }
}
