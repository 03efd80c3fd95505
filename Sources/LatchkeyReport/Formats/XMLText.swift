/// Text inside XML 1.0.
enum XMLText {
  /// The text with what XML gives a meaning replaced by references. What XML 1.0 §2.2 does not allow
  /// at all (control characters, U+FFFE, U+FFFF) is written out, as `\u{1b}`.
  ///
  /// - Parameter keepsLines: whether a line break stays one, as inside an element.
  static func escaped(_ text: String, keepsLines: Bool = false) -> String {
    if keepsLines { return lines(text).map { escaped($0) }.joined(separator: "\n") }
    let text = Visible.line(text)
    guard text.utf8.contains(where: { Self.special($0) != nil }) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + 32)
    for byte in text.utf8 {
      if let reference = special(byte) { result += reference.utf8 } else { result.append(byte) }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// What stands for a character; `nil` for itself.
  private static func special(_ byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    // Also for the sake of ]]>, which text may not hold.
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }

  /// The lines of a text, which end in a line feed or in a carriage return and one.
  private static func lines(_ text: String) -> [String] {
    let pieces = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    return pieces.enumerated().map { index, piece in
      let isEnded = index < pieces.count - 1
      return String(Substring(isEnded && piece.last == 0x0D ? piece.dropLast() : piece))
    }
  }
}
