package import LatchkeyFormats

/// What has to hold of every error: it is shown to people and written to logs, and may have met a
/// private key where a name should be.
package enum ErrorProperties {
  /// More than any sentence of ours with the longest name in it.
  private static let longest = 400
  /// As `Shown` has it: more letters and digits in a row are no name, and may be key material.
  private static let longestName = 40

  package static func check(_ error: FormatError) {
    expect(error.code != .libraryFailure, "a file is to blame, not the library: \(error)")
    check(text: "\(error)")
    if let cause = error.cause { check(text: "\(cause)") }
  }

  package static func check(text: String) {
    expect(text.utf8.count <= longest, "an error of \(text.utf8.count) bytes: \(text)")
    expect(
      text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control },
      "control characters in an error: \(text.debugDescription)")
    var run = 0
    for byte in withoutFingerprints(text).utf8 {
      run = isBase64(byte) ? run + 1 : 0
      expect(run <= longestName, "an error shows what may be key material: \(text)")
    }
  }

  /// A line number is one of the file's.
  package static func checkLine(_ line: Int?, in file: [UInt8]) {
    guard let line else { return }
    let breaks = file.count { $0 == 0x0A || $0 == 0x0D }
    expect((1...breaks + 1).contains(line), "line \(line) of \(breaks + 1)")
  }

  /// A fingerprint has 43 characters of base64, and may be shown to anyone.
  private static func withoutFingerprints(_ text: String) -> String {
    let parts = text.split(separator: "SHA256:", omittingEmptySubsequences: false)
    return parts[0] + parts.dropFirst().map { $0.dropFirst(43) }.joined()
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F, 0x3D: true
    default: false
    }
  }
}
