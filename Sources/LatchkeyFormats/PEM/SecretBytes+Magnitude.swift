internal import LatchkeyCrypto

extension SecretBytes {
  /// The same number in as few bytes as it has.
  func withoutLeadingZeros() -> SecretBytes {
    var start = 0
    while start < count, self[start] == 0 { start += 1 }
    return slice(start..<count)
  }

  /// The same number in `length` bytes; it must fit.
  func leftPadded(to length: Int) -> SecretBytes {
    precondition(count <= length, "a number longer than its field")
    return SecretBytes(count: length) { target in
      for index in 0..<count { target[length - count + index] = self[index] }
    }
  }
}
