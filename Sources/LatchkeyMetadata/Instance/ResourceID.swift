/// The ids that EC2 gives to its resources: a prefix, a hyphen, 17 hexadecimal digits.
enum ResourceID {
  /// A new id with a prefix such as `i`, `r` or `eni`.
  static func make(_ prefix: String, using random: inout some RandomNumberGenerator) -> String {
    prefix + "-" + hexadecimal(random.next(), digits: 16) + hexadecimal(random.next(), digits: 1)
  }

  /// The id that a name always has, for resources that exist by being named (security groups).
  ///
  /// FNV-1a, 64 bits, because it stays the same from run to run; nothing rests on its strength.
  static func make(_ prefix: String, named name: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return prefix + "-0" + hexadecimal(hash, digits: 16)
  }

  /// Whether a text is an id with the given prefix, in its long or its short form.
  static func isValid(_ text: String, prefix: String) -> Bool {
    guard text.hasPrefix(prefix + "-") else { return false }
    let digits = text.utf8.dropFirst(prefix.utf8.count + 1)
    guard digits.count == 17 || digits.count == 8 else { return false }
    return digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// The lowest digits of a number, in lower case, with leading zeros.
  static func hexadecimal(_ number: UInt64, digits: Int) -> String {
    let alphabet = Array("0123456789abcdef".utf8)
    let bytes = (0..<digits).reversed().map {
      alphabet[Int(truncatingIfNeeded: number >> ($0 * 4)) & 15]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
