/// Base64 (RFC 4648 §4) for public keys in known_hosts lines.
enum Base64 {
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
