internal import LatchkeyCrypto

/// Reads PEM blocks as they are found, not as they should be: lines of any length and ending, blank
/// lines and blanks around the base64, text before and after. An END line there must be.
struct PEMReader {
  private static let begin: StaticString = "-----BEGIN "
  private static let end: StaticString = "-----END "
  private static let dashCount = 5
  private static let longestLabel = 40

  let file: SharedSecret
  let lines: [TextLine]

  /// The label, if a block begins in this line.
  func label(beginningAt line: TextLine) -> String? { label(line, after: Self.begin) }

  /// Whether a line looks like a BEGIN, be it whole or not.
  func looksLikeBegin(_ line: TextLine) -> Bool {
    file.hasPrefix(Self.begin, at: line.trimmed.lowerBound, before: line.trimmed.upperBound)
  }

  /// Where the block that begins in line `start` ends: the index of its END line.
  func end(of label: String, from start: Int) throws(FormatError) -> Int {
    for index in lines.indices.dropFirst(start + 1) {
      let line = lines[index]
      if looksLikeBegin(line) { break }
      guard
        file.hasPrefix(Self.end, at: line.trimmed.lowerBound, before: line.trimmed.upperBound)
      else { continue }
      guard let found = self.label(line, after: Self.end) else {
        throw FormatError(
          .truncated, "the \"-----END\" line of \"\(label)\", line \(line.number), is cut short")
      }
      guard found == label else {
        throw FormatError(
          .damaged, "begins as \"\(label)\" and ends as \"\(found)\" in line \(line.number)")
      }
      return index
    }
    throw FormatError(
      .truncated,
      "\"-----BEGIN \(label)-----\" has no \"-----END \(label)-----\": the end of the key is missing"
    )
  }

  private static func isLabelCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case ASCII.space, 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  private func label(_ line: TextLine, after prefix: StaticString) -> String? {
    let range = line.trimmed
    guard file.hasPrefix(prefix, at: range.lowerBound, before: range.upperBound) else { return nil }
    let start = range.lowerBound + prefix.utf8CodeUnitCount
    // One dash too many loses nothing (RFC 8410 was drafted with an example that has it).
    var end = range.upperBound
    while end > start, file.bytes[end - 1] == ASCII.hyphen { end -= 1 }
    guard range.upperBound - end >= Self.dashCount else { return nil }
    // RFC 7468 §3 has no hyphens beside each other in a label, and nobody has one as long as this. What
    // is no label must not be taken for one: it may be the key itself, its line breaks lost.
    guard end - start <= Self.longestLabel else { return nil }
    let label = file.publicBytes(start..<end)
    guard label.allSatisfy(Self.isLabelCharacter) else { return nil }
    return String(decoding: label, as: UTF8.self)
  }
}
