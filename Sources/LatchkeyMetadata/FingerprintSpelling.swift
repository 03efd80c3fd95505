/// A fingerprint without what its spellings differ in, so that two of them can be compared.
struct FingerprintSpelling: Hashable {
  private let bare: String

  /// Takes away the prefix (`SHA256:`, `MD5:`), the padding, and, where what is left is
  /// hexadecimal, the colons and the case.
  init(_ text: String) {
    var rest = Substring(text)
    for prefix in ["SHA256:", "MD5:"] where rest.prefix(prefix.count).uppercased() == prefix {
      rest = rest.dropFirst(prefix.count)
    }
    while rest.hasSuffix("=") { rest = rest.dropLast() }
    let digits = rest.filter { $0 != ":" }
    // MD5 is 32 digits and SHA-1 40; a SHA-256 in base64 is 43 characters.
    let isHexadecimal = [32, 40].contains(digits.count) && digits.allSatisfy { $0.isHexDigit }
    bare = isHexadecimal ? digits.lowercased() : String(rest)
  }
}
