/// A fingerprint without what its spellings differ in, so that one that a person gives can be
/// compared with those of a key.
package struct FingerprintSpelling: Hashable, Sendable {
  private let bare: String

  /// Takes away the prefix (`SHA256:`, `MD5:`), the padding, and, where what is left is
  /// hexadecimal, the colons and the case.
  ///
  /// Nil where what is left has the length of no hash: MD5 is 32 hexadecimal digits, SHA-1 is 40,
  /// SHA-256 is 43 characters of base64.
  package init?(_ text: String) {
    var rest = Substring(text)
    for prefix in ["SHA256:", "SHA1:", "MD5:"]
    where rest.prefix(prefix.count).uppercased() == prefix {
      rest = rest.dropFirst(prefix.count)
    }
    while rest.hasSuffix("=") { rest = rest.dropLast() }
    let digits = rest.filter { $0 != ":" }
    if [32, 40].contains(digits.utf8.count), digits.allSatisfy(\.isHexDigit) {
      bare = digits.lowercased()
    } else if rest.utf8.count == 43, rest.utf8.allSatisfy(Self.isBase64) {
      bare = String(rest)
    } else {
      return nil
    }
  }

  /// Whether it is a SHA-1, which EC2 alone uses: of the private half of RSA keys that it created.
  package var isOfPrivateHalf: Bool { bare.utf8.count == 40 }

  /// Whether it is this fingerprint.
  package func matches(_ fingerprint: Fingerprint) -> Bool {
    FingerprintSpelling(fingerprint.text) == self
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "+"), UInt8(ascii: "/"): true
    default: false
    }
  }
}
