/// The ids that EC2 gives to its resources: a prefix, a hyphen, 17 hexadecimal digits.
enum ResourceID {
  /// A new id with a prefix such as `i`, `r` or `eni`.
  static func make(_ prefix: String, using random: inout some RandomNumberGenerator) -> String {
    prefix + "-" + hexadecimal(random.next(), digits: 16) + hexadecimal(random.next(), digits: 1)
  }

  /// The id that a name always has, for resources that exist by being named (security groups).
  static func make(_ prefix: String, named name: String) -> String {
    prefix + "-0" + hexadecimal(number(named: name), digits: 16)
  }

  /// The number that a name always has.
  ///
  /// FNV-1a, 64 bits, because it stays the same from run to run; nothing rests on its strength.
  static func number(named name: some Sequence<UInt8>) -> UInt64 {
    name.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// The number that a name always has.
  static func number(named name: String) -> UInt64 { number(named: name.utf8) }

  /// The UUID that a name always has, shaped as a random one (version 4, RFC 9562 §5.4) in lower
  /// case.
  static func uuid(named name: String) -> String {
    let high = number(named: name)
    let low = number(named: name + " ")
    let digits = hexadecimal(high, digits: 16) + hexadecimal(low, digits: 16)
    var text = Array(digits)
    text[12] = "4"
    // The variant: the first two bits of the third group are 10.
    text[16] = Array("89ab")[Int(low >> 60) & 3]
    let ends = [8, 12, 16, 20, 32]
    return zip([0] + ends, ends).map { String(text[$0..<$1]) }.joined(separator: "-")
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
