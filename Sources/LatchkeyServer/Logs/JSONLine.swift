/// A flat JSON object in the making, which becomes one line: RFC 8259, members in the order in which
/// they are added.
struct JSONLine {
  private var bytes: [UInt8] = []

  init() {
    // What a request's line takes.
    bytes.reserveCapacity(384)
    bytes.append(UInt8(ascii: "{"))
  }

  /// Adds a string.
  mutating func add(_ name: String, _ value: String) {
    begin(name)
    append(quoted: value)
  }

  /// Adds a number.
  mutating func add(_ name: String, _ value: Int) {
    begin(name)
    bytes += String(value).utf8
  }

  /// The line, with its newline.
  consuming func finish() -> [UInt8] {
    bytes.append(UInt8(ascii: "}"))
    bytes.append(0x0a)
    return bytes
  }

  private mutating func begin(_ name: String) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    append(quoted: name)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func append(quoted text: String) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
    {
      bytes += text.utf8
    } else {
      append(escaped: text)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(escaped text: String) {
    let digits = Array("0123456789abcdef".utf8)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20:
        bytes += "\\u00".utf8
        bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
  }
}
