internal import LatchkeyCrypto

/// Base64 (RFC 4648 §4), strict, and without a table or a branch that depends on the characters:
/// what is read and written here are private keys, and a cache remembers which table entry was used.
enum Base64 {
  /// The bytes that the characters in `ranges` stand for, taken as one text.
  ///
  /// - Parameter isPadded: whether the last group must be filled with `=`; if not, it must not be.
  static func decode(
    _ file: SharedSecret, _ ranges: [Range<Int>], isPadded: Bool = true
  ) throws(Base64Error) -> SecretBytes {
    let symbols = try symbolCount(file, ranges, isPadded: isPadded)
    return try file.bytes.withSpan { (text) throws(Base64Error) in
      try SecretBytes(count: symbols * 3 / 4) { (target) throws(Base64Error) in
        try decode(text, ranges, symbols: symbols, into: &target)
      }
    }
  }

  /// The bytes that a public text stands for.
  static func decode(
    public file: SharedSecret, _ ranges: [Range<Int>]
  ) throws(Base64Error) -> [UInt8] {
    try decode(file, ranges).publicBytes()
  }

  /// The text of secret bytes, a line break after every `columns` characters and at the end.
  static func encode(_ bytes: borrowing SecretBytes, columns: Int) -> SecretBytes {
    let symbols = (bytes.count + 2) / 3 * 4
    let lines = (symbols + columns - 1) / columns
    return bytes.withSpan { span in
      SecretBytes(count: symbols + lines) { target in
        encode(span, columns: columns, into: &target)
      }
    }
  }

  /// The text of public bytes, on one line without an end, or in lines that all have one.
  static func encode(_ bytes: [UInt8], columns: Int? = nil) -> [UInt8] {
    let symbols = (bytes.count + 2) / 3 * 4
    let lines = columns.map { (symbols + $0 - 1) / $0 } ?? 0
    var text = [UInt8](repeating: 0, count: symbols + lines)
    var target = text.mutableSpan
    encode(bytes.span, columns: columns, into: &target)
    return text
  }

  /// How many characters stand for something: all but the `=` at the end.
  private static func symbolCount(
    _ file: SharedSecret, _ ranges: [Range<Int>], isPadded: Bool
  ) throws(Base64Error) -> Int {
    let characters = ranges.reduce(0) { $0 + $1.count }
    // One character of a group is six bits, and no byte.
    guard isPadded ? characters.isMultiple(of: 4) : characters % 4 > 1 else {
      throw .notWholeGroups(characters)
    }
    return isPadded ? characters - padding(file, ranges) : characters
  }

  /// How many `=` stand at the end: 0, 1 or 2.
  private static func padding(_ file: SharedSecret, _ ranges: [Range<Int>]) -> Int {
    var found = 0
    for range in ranges.reversed() {
      for index in range.reversed() {
        guard found < 2, file.bytes[index] == ASCII.equals else { return found }
        found += 1
      }
    }
    return found
  }

  private static func decode(
    _ text: Span<UInt8>, _ ranges: [Range<Int>], symbols: Int,
    into target: inout MutableSpan<UInt8>
  ) throws(Base64Error) {
    // Characters gather in `group`, four of them are three bytes; `faults` turns negative with the
    // first that is no base64, and is looked at once, at the end.
    var group: Int32 = 0
    var pending = 0
    var position = 0
    var faults: Int32 = 0
    var left = symbols
    for range in ranges {
      for index in range {
        if left == 0 { break }
        left -= 1
        let value = value(of: text[index])
        faults |= value
        group = group << 6 | value & 63
        pending += 1
        if pending == 4 {
          for shift: Int32 in [16, 8, 0] {
            target[position] = UInt8(truncatingIfNeeded: group >> shift)
            position += 1
          }
          group = 0
          pending = 0
        }
      }
    }
    guard faults >= 0 else { throw .notBase64(firstFault(text, ranges)) }
    // Two characters are one byte and four bits that must be zero, three two bytes and two bits.
    switch pending {
    case 2:
      target[position] = UInt8(truncatingIfNeeded: group >> 4)
      guard group & 0xF == 0 else { throw .strayBits }
    case 3:
      target[position] = UInt8(truncatingIfNeeded: group >> 10)
      target[position + 1] = UInt8(truncatingIfNeeded: group >> 2)
      guard group & 0x3 == 0 else { throw .strayBits }
    default:
      break
    }
  }

  /// Where the first character stands that is no base64. Only reached for text that is refused.
  private static func firstFault(_ text: Span<UInt8>, _ ranges: [Range<Int>]) -> Int {
    for range in ranges {
      for index in range where value(of: text[index]) < 0 { return index }
    }
    return ranges.last?.upperBound ?? 0
  }

  private static func encode(
    _ bytes: Span<UInt8>, columns: Int?, into target: inout MutableSpan<UInt8>
  ) {
    let width = columns ?? .max
    var position = 0
    /// How many characters the line still takes.
    var left = width
    var index = 0
    while index < bytes.count {
      let have = min(3, bytes.count - index)
      let group =
        Int32(bytes[index]) << 16 | (have > 1 ? Int32(bytes[index + 1]) << 8 : 0)
        | (have > 2 ? Int32(bytes[index + 2]) : 0)
      index += have
      for symbol in 0..<4 {
        target[position] =
          symbol > have
          ? ASCII.equals : self.symbol(for: group >> (18 - 6 * Int32(symbol)) & 63)
        position += 1
        left -= 1
        if left == 0 {
          target[position] = ASCII.lineFeed
          position += 1
          left = width
        }
      }
    }
    if columns != nil, left < width { target[position] = ASCII.lineFeed }
  }

  /// All ones where `low <= value <= high`, else zero.
  private static func mask(_ value: Int32, _ low: Int32, _ high: Int32) -> Int32 {
    ((low &- 1 &- value) & (value &- high &- 1)) >> 31
  }

  /// What a character stands for, -1 for one that is no base64.
  private static func value(of character: UInt8) -> Int32 {
    let c = Int32(character)
    return -1
      &+ mask(c, 0x41, 0x5A) & (c &- 0x41 &+ 1)  // A–Z are 0…25
      &+ mask(c, 0x61, 0x7A) & (c &- 0x61 &+ 27)  // a–z are 26…51
      &+ mask(c, 0x30, 0x39) & (c &- 0x30 &+ 53)  // 0–9 are 52…61
      &+ mask(c, 0x2B, 0x2B) & 63  // + is 62
      &+ mask(c, 0x2F, 0x2F) & 64  // / is 63
  }

  /// The character for a value of 0…63: each range begins where the one before it ends, so many
  /// characters further on.
  private static func symbol(for value: Int32) -> UInt8 {
    let c =
      value &+ 0x41  // A–Z
      &+ (25 &- value) >> 31 & 6  // a–z
      &- (51 &- value) >> 31 & 75  // 0–9
      &- (61 &- value) >> 31 & 15  // +
      &+ (62 &- value) >> 31 & 3  // /
    return UInt8(truncatingIfNeeded: c)
  }
}
