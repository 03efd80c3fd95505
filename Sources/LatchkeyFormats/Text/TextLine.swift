internal import LatchkeyCrypto

/// A line of a key file: where it stands, without the break that ends it.
struct TextLine {
  /// From 1.
  let number: Int
  /// Everything between the breaks.
  let range: Range<Int>
  /// `range` without the blanks and tabs at either end.
  let trimmed: Range<Int>

  var isBlank: Bool { trimmed.isEmpty }

  /// The lines of a file. LF, CRLF and CR all end one, mixed as they may be; the last needs no end;
  /// a UTF-8 byte order mark is passed over.
  static func split(_ file: SharedSecret) throws(FormatError) -> [TextLine] {
    try file.bytes.withSpan { (span) throws(FormatError) in
      var lines: [TextLine] = []
      var start = hasByteOrderMark(file) ? 3 : 0
      var index = start
      while index < span.count {
        let byte = span[index]
        guard byte == ASCII.lineFeed || byte == ASCII.carriageReturn else {
          index += 1
          continue
        }
        lines.append(TextLine(span, number: lines.count + 1, range: start..<index))
        let isPair =
          byte == ASCII.carriageReturn && index + 1 < span.count
          && span[index + 1] == ASCII.lineFeed
        index += isPair ? 2 : 1
        start = index
        guard lines.count < FormatLimits.lineCount else {
          throw FormatError(
            .boundExceeded,
            "more lines than any list of keys has: at most \(FormatLimits.lineCount) are read")
        }
      }
      if start < span.count {
        lines.append(TextLine(span, number: lines.count + 1, range: start..<span.count))
      }
      return lines
    }
  }

  /// Whether a UTF-8 byte order mark stands at a place: at the beginning of a file it is no part of
  /// the text.
  static func hasByteOrderMark(_ file: SharedSecret, at start: Int = 0) -> Bool {
    file.count >= start + 3 && file.bytes[start] == 0xEF && file.bytes[start + 1] == 0xBB
      && file.bytes[start + 2] == 0xBF
  }

  private init(_ span: Span<UInt8>, number: Int, range: Range<Int>) {
    self.number = number
    self.range = range
    var first = range.lowerBound
    var last = range.upperBound
    while first < last, ASCII.isBlank(span[first]) { first += 1 }
    while first < last, ASCII.isBlank(span[last - 1]) { last -= 1 }
    trimmed = first..<last
  }
}
