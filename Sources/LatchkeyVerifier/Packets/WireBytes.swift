/// Writes RFC 4251 §5 fields; what `WireCursor` reads.
enum WireBytes {
  /// A uint32.
  static func uint32(_ number: Int) -> [UInt8] {
    let number = UInt32(number)
    return (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }

  /// A string: its length as a uint32, and its bytes.
  static func string(_ bytes: [UInt8]) -> [UInt8] { uint32(bytes.count) + bytes }
}
