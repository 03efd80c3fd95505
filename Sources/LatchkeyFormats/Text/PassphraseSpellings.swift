internal import LatchkeyCrypto

/// The bytes that a passphrase may have been when its key was written. No format says how a
/// passphrase is encoded: today's programs write UTF-8, PuTTY on Windows wrote the code page.
enum PassphraseSpellings {
  /// The passphrase itself, and where it is UTF-8 beyond ASCII, its bytes in Windows-1252.
  static func of(_ passphrase: Passphrase) -> [Passphrase] {
    guard let other = windows1252(passphrase.bytes) else { return [passphrase] }
    return [passphrase, Passphrase(other)]
  }

  /// As PKCS#12 wants it: UTF-16, most significant byte first, and two zero bytes at the end. First
  /// as UTF-8 says, then with a character a byte, as OpenSSL took it before 1.1. An empty passphrase
  /// may also have been none at all, without the zeros.
  static func utf16(of passphrase: Passphrase) -> [Passphrase] {
    if passphrase.isEmpty { return [Passphrase(SecretBytes(copying: [0, 0])), passphrase] }
    let bytewise = Passphrase(utf16(passphrase.bytes, isUTF8: false) ?? SecretBytes(copying: []))
    guard let text = utf16(passphrase.bytes, isUTF8: true) else { return [bytewise] }
    return text.constantTimeEquals(bytewise.bytes) ? [bytewise] : [Passphrase(text), bytewise]
  }

  /// `nil` where the text is no UTF-8, or has characters beyond the 65,536 of UTF-16's units.
  private static func utf16(_ text: borrowing SecretBytes, isUTF8: Bool) -> SecretBytes? {
    func unit(_ text: borrowing SecretBytes, at index: Int) -> (UInt32, length: Int)? {
      isUTF8 ? scalar(text, at: index) : (UInt32(text[index]), 1)
    }
    var count = 0
    var index = 0
    while index < text.count {
      guard let (_, length) = unit(text, at: index) else { return nil }
      index += length
      count += 1
    }
    return SecretBytes(count: 2 * count + 2) { target in
      var index = 0
      for position in 0..<count {
        guard let (unit, length) = unit(text, at: index) else { return }
        target[2 * position] = UInt8(truncatingIfNeeded: unit >> 8)
        target[2 * position + 1] = UInt8(truncatingIfNeeded: unit)
        index += length
      }
    }
  }

  /// Windows-1252 differs from ISO 8859-1 in 0x80 to 0x9F: these are its characters there.
  private static let specials: [UInt32: UInt8] = [
    0x20AC: 0x80, 0x201A: 0x82, 0x0192: 0x83, 0x201E: 0x84, 0x2026: 0x85, 0x2020: 0x86,
    0x2021: 0x87, 0x02C6: 0x88, 0x2030: 0x89, 0x0160: 0x8A, 0x2039: 0x8B, 0x0152: 0x8C,
    0x017D: 0x8E, 0x2018: 0x91, 0x2019: 0x92, 0x201C: 0x93, 0x201D: 0x94, 0x2022: 0x95,
    0x2013: 0x96, 0x2014: 0x97, 0x02DC: 0x98, 0x2122: 0x99, 0x0161: 0x9A, 0x203A: 0x9B,
    0x0153: 0x9C, 0x017E: 0x9E, 0x0178: 0x9F,
  ]

  /// `nil` where the text is ASCII alone, is no UTF-8, or has characters beyond that code page.
  private static func windows1252(_ text: borrowing SecretBytes) -> SecretBytes? {
    // A first pass counts the characters and finds out whether all of them can be written.
    var count = 0
    var isASCII = true
    var index = 0
    while index < text.count {
      guard let (scalar, length) = scalar(text, at: index) else { return nil }
      guard scalar < 0x80 || scalar >= 0xA0 && scalar <= 0xFF || specials[scalar] != nil else {
        return nil
      }
      isASCII = isASCII && scalar < 0x80
      index += length
      count += 1
    }
    guard !isASCII else { return nil }
    return SecretBytes(count: count) { target in
      var index = 0
      for position in 0..<count {
        guard let (scalar, length) = scalar(text, at: index) else { return }
        target[position] = specials[scalar] ?? UInt8(truncatingIfNeeded: scalar)
        index += length
      }
    }
  }

  /// The character of two or three bytes at most that stands at `index`.
  private static func scalar(
    _ text: borrowing SecretBytes, at index: Int
  ) -> (UInt32, length: Int)? {
    let first = UInt32(text[index])
    let length: Int
    switch first {
    case 0..<0x80: return (first, 1)
    case 0xC2..<0xE0: length = 2
    case 0xE0..<0xF0: length = 3
    default: return nil
    }
    guard index + length <= text.count else { return nil }
    var scalar = length == 2 ? first & 0x1F : first & 0x0F
    for offset in 1..<length {
      let next = UInt32(text[index + offset])
      guard next & 0xC0 == 0x80 else { return nil }
      scalar = scalar << 6 | next & 0x3F
    }
    return (scalar, length)
  }
}
