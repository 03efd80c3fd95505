/// Bytes as pairs of hexadecimal digits, for known answers.
public enum Hexadecimal {
  /// The digits of the bytes, in lower case, with nothing between them.
  public static func encode(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// The bytes of the digits; white space is passed over.
  public static func decode(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
  }
}
