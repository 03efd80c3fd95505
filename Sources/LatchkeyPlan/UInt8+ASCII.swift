extension UInt8 {
  /// Whether it is one of 0 to 9.
  var isDigit: Bool { (0x30...0x39).contains(self) }

  /// Whether it is one of 0 to 9, A to Z and a to z.
  var isASCIILetterOrDigit: Bool {
    isDigit || (0x41...0x5a).contains(self) || (0x61...0x7a).contains(self)
  }

  /// Whether it is a blank or a tab.
  var isBlank: Bool { self == 0x20 || self == 0x09 }
}
