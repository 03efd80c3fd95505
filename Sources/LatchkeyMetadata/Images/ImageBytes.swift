/// The ways in which file systems write numbers.
extension [UInt8] {
  /// The lowest `count` bytes, the lowest first.
  mutating func append(little number: Int, count: Int) {
    for index in 0..<count { append(UInt8(truncatingIfNeeded: number >> (index * 8))) }
  }

  /// The lowest `count` bytes, the highest first.
  mutating func append(big number: Int, count: Int) {
    for index in (0..<count).reversed() { append(UInt8(truncatingIfNeeded: number >> (index * 8))) }
  }

  /// Both, as ISO 9660 has most numbers (ECMA-119 §7.2.3, §7.3.3).
  mutating func append(both number: Int, count: Int) {
    append(little: number, count: count)
    append(big: number, count: count)
  }

  /// Zeros up to a length.
  mutating func pad(toCount length: Int) {
    append(contentsOf: repeatElement(0, count: Swift.max(0, length - count)))
  }

  /// Zeros up to a multiple of a size.
  mutating func pad(toMultipleOf size: Int) {
    append(contentsOf: repeatElement(0, count: (size - count % size) % size))
  }
}
