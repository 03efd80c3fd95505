extension JSONReader {
  /// string    = %x22 *char %x22
  /// char      = unescaped / "\" ( %x22 / "\" / "/" / "b" / "f" / "n" / "r" / "t" / "u" 4HEXDIG )
  /// unescaped = %x20-21 / %x23-5B / %x5D-10FFFF
  mutating func readString() throws(JSONError) -> String {
    let start = position
    position += 1
    // Nearly all strings are plain: those are taken whole.
    let end = bytes[position...].firstIndex {
      !(0x20..<0x7F).contains($0) || $0 == 0x22 || $0 == 0x5C
    }
    if let end, bytes[end] == UInt8(ascii: "\"") {
      defer { position = end + 1 }
      return String(decoding: bytes[position..<end], as: UTF8.self)
    }
    var content: [UInt8] = []
    while true {
      guard let byte = peek else { throw unexpected("a quotation mark") }
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        guard let text = String(validating: content, as: UTF8.self) else {
          throw JSONError(.malformed, at: start, "a string that is not UTF-8")
        }
        return text
      case UInt8(ascii: "\\"):
        position += 1
        content += try readEscape()
      case 0..<0x20: throw unexpected("a character (control characters are escaped)")
      default:
        content.append(byte)
        position += 1
      }
    }
  }

  /// What follows a backslash, as UTF-8.
  private mutating func readEscape() throws(JSONError) -> [UInt8] {
    guard let byte = peek else { throw unexpected("an escaped character") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(try readUnicodeEscape()).utf8)
    default:
      position -= 1
      throw unexpected("one of \"\\/bfnrtu after a backslash")
    }
  }

  /// RFC 8259 §7: a character outside the Basic Multilingual Plane is two escapes, the UTF-16
  /// surrogate pair; one half alone is no character.
  private mutating func readUnicodeEscape() throws(JSONError) -> Character {
    let start = position - 2
    let first = try readHex()
    var value = first
    if (0xD800..<0xDC00).contains(first), bytes[position...].starts(with: [0x5C, 0x75]) {
      position += 2
      let second = try readHex()
      if (0xDC00..<0xE000).contains(second) {
        value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      }
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw JSONError(.malformed, at: start, "half of a surrogate pair")
    }
    return Character(scalar)
  }

  private mutating func readHex() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected("a hexadecimal digit")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
