internal import LatchkeyCrypto

/// The versions of PuTTY's format that are read and written.
enum PuTTYVersion: Int {
  case two = 2
  case three = 3

  var format: KeyFormat { self == .two ? .ppk2 : .ppk3 }

  /// The hash that the MAC is made with.
  var digest: Digest { self == .two ? .sha1 : .sha256 }
}
