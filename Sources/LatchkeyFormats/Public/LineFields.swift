internal import LatchkeyCrypto

/// The fields of a line, separated by blanks that are not inside double quotes.
struct LineFields {
  private let file: SharedSecret
  private let end: Int
  private var position: Int

  init(_ file: SharedSecret, _ range: Range<Int>) {
    self.file = file
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next field; `nil` at the end of the line.
  mutating func next() -> Range<Int>? {
    skipBlanks()
    guard position < end else { return nil }
    let start = position
    var isQuoted = false
    while position < end {
      let byte = file.bytes[position]
      if byte == ASCII.quote, position == start || file.bytes[position - 1] != ASCII.backslash {
        isQuoted.toggle()
      }
      if !isQuoted, ASCII.isBlank(byte) { break }
      position += 1
    }
    return start..<position
  }

  /// Everything that follows, without the blanks before it.
  mutating func rest() -> Range<Int> {
    skipBlanks()
    return position..<end
  }

  private mutating func skipBlanks() {
    while position < end, ASCII.isBlank(file.bytes[position]) { position += 1 }
  }
}
