/// Percent escapes, RFC 3986 §2.1.
enum PercentEncoding {
  /// The text that an encoded one stands for; `nil` for a `%` without two digits, and for what is
  /// then not UTF-8 or holds a NUL.
  static func decode(_ text: Substring.UTF8View) -> String? {
    guard text.contains(where: { $0 == 0x25 || $0 == 0 }) else { return String(Substring(text)) }
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      guard byte == 0x25 else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    guard !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
