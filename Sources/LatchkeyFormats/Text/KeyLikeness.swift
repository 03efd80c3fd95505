/// What looks like a part of a key, and so is not shown in an error.
package enum KeyLikeness {
  /// No name has as many letters and digits of base64 in a row; a key has more.
  package static let longestRun = 40

  /// Where the first run of them is longer than that: the offset of its byte that is one too many;
  /// `nil` where none is.
  package static func offset(in text: some Sequence<UInt8>) -> Int? {
    var run = 0
    for (offset, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "+"), UInt8(ascii: "/"),
        UInt8(ascii: "="):
        run += 1
      default: run = 0
      }
      if run > longestRun { return offset }
    }
    return nil
  }
}
