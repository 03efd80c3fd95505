/// UTF-16, which PowerShell's `>` writes and no reader of keys or settings takes.
package enum UTF16Text {
  /// What it is, and how it becomes a text that can be read.
  package static let description =
    "UTF-16 text (\"iconv -f UTF-16 -t UTF-8\" makes UTF-8 of it; PowerShell writes that with "
    + "\"Out-File -Encoding ascii\")"

  /// Whether a file begins with UTF-16's byte order mark, FF FE or FE FF: neither can begin UTF-8.
  package static func isBegun(by first: UInt8, _ second: UInt8) -> Bool {
    first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF
  }

  /// Whether a file begins with UTF-16's byte order mark.
  package static func isBegun(by file: [UInt8]) -> Bool {
    file.count >= 2 && isBegun(by: file[0], file[1])
  }
}
