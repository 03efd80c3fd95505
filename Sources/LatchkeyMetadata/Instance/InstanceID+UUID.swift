extension InstanceID {
  /// The id as a UUID, for clouds whose instances have those: of version 8 (RFC 9562 §5.8), the same
  /// whenever it is asked for, and another one for every id.
  ///
  /// ```
  /// i-0abcd1234ef567890   0abcd123-4ef5-8678-8900-6c617463686b
  /// i-0abcd123            0abcd123-0000-8000-8001-6c617463686b
  /// ```
  ///
  /// The id's digits fill the first 17 places that are free (zeros, where it has eight); then a digit
  /// that says which of the two it was; the last group is `latchk` in ASCII, by which a simulated
  /// instance can be told.
  public var uuid: String {
    let digits = Array(description.dropFirst(2))
    let all = digits + Array(repeating: "0", count: 17 - digits.count)
    let kind = digits.count == 17 ? "0" : "1"
    return "\(String(all[0..<8]))-\(String(all[8..<12]))-8\(String(all[12..<15]))-"
      + "8\(String(all[15..<17]))\(kind)-6c617463686b"
  }
}
