/// Base64 (RFC 4648 §4) for public keys in known_hosts lines.
enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Encodes, padded.
  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
      for index in 0..<4 {
        text.append(
          index <= group.count
            ? digits[Int(bits >> (18 - 6 * UInt32(index)) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Decodes padded base64; `nil` for anything else.
  static func decode(_ text: Substring) -> [UInt8]? {
    let bytes = Array(text.utf8)
    guard bytes.count % 4 == 0 else { return nil }
    let padding = bytes.suffix(2).count { $0 == UInt8(ascii: "=") }
    var decoded: [UInt8] = []
    var bits: UInt32 = 0
    for (index, byte) in bytes.dropLast(padding).enumerated() {
      guard let value = value(byte) else { return nil }
      bits = bits << 6 | value
      if index % 4 == 3 {
        decoded += [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)]
        bits = 0
      }
    }
    if padding == 1 { decoded += [UInt8(bits >> 10 & 255), UInt8(bits >> 2 & 255)] }
    if padding == 2 { decoded.append(UInt8(bits >> 4 & 255)) }
    return decoded
  }

  private static func value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x41...0x5a: UInt32(byte - 0x41)
    case 0x61...0x7a: UInt32(byte - 0x61 + 26)
    case 0x30...0x39: UInt32(byte - 0x30 + 52)
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
