internal import LatchkeyCrypto
internal import LatchkeyKeys

extension SSHReader {
  /// The next mpint, which must fit into `length` bytes: a private number that is longer than its
  /// group's order would keep the arithmetic busy for hours.
  mutating func readMPInt(atMost length: Int) throws(WireError) -> SecretBytes {
    let number = try readMPInt()
    guard number.count <= length else {
      throw WireError("a private number of \(number.count) bytes, where \(length) are the most")
    }
    return number
  }
}
