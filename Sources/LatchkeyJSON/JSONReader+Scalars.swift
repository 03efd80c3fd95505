extension JSONReader {
  /// The byte to read next; `nil` at the end.
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// What stands here, where something else should.
  func unexpected(_ expected: String) -> JSONError {
    guard let byte = peek else {
      return JSONError(.endsEarly, at: position, "ends where \(expected) is expected")
    }
    let shown =
      (0x21..<0x7F).contains(byte)
      ? "'\(Character(Unicode.Scalar(byte)))'" : "the byte \(byte)"
    return JSONError(.malformed, at: position, "\(shown), where \(expected) is expected")
  }

  /// ws = *( %x20 / %x09 / %x0A / %x0D )
  mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  /// Takes a structural character, and the space before it, if it comes next.
  mutating func takeIf(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard let byte = peek, byte == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Takes a literal name.
  mutating func take(_ word: StaticString) throws(JSONError) {
    for expected in word.description.utf8 {
      guard peek == expected else { throw unexpected(word.description) }
      position += 1
    }
  }

  /// number = [ "-" ] ( "0" / digit1-9 *DIGIT ) [ "." 1*DIGIT ] [ ("e" / "E") [ "-" / "+" ] 1*DIGIT ]
  mutating func readNumber() throws(JSONError) -> JSONValue {
    let start = position
    var isWhole = true
    if peek == UInt8(ascii: "-") { position += 1 }
    if peek == UInt8(ascii: "0") { position += 1 } else { try takeDigits() }
    if peek == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      try takeDigits()
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      isWhole = false
      position += 1
      if peek == UInt8(ascii: "-") || peek == UInt8(ascii: "+") { position += 1 }
      try takeDigits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let number = Int(text) { return .number(number) }
    if isWhole, let number = UInt64(text) { return .unsigned(number) }
    guard let number = Double(text), number.isFinite else {
      throw JSONError(.unsupported, at: start, "a number that is out of range")
    }
    return .decimal(number)
  }

  private mutating func takeDigits() throws(JSONError) {
    let start = position
    while let byte = peek, isDigit(byte) { position += 1 }
    if position == start { throw unexpected("a digit") }
  }
}
