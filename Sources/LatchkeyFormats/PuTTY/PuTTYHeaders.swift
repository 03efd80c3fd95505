internal import LatchkeyCrypto

/// Goes through the lines of a PuTTY key file: `Name: value`, and base64 in as many lines as the
/// header before it says.
struct PuTTYHeaders {
  private let file: SharedSecret
  private let lines: [TextLine]
  /// The index of the next line.
  private(set) var position: Int

  init(_ file: SharedSecret, lines: [TextLine], from start: Int) {
    self.file = file
    self.lines = lines
    position = start
  }

  /// Whether only blank lines are left.
  var isAtEnd: Bool { nextLine == nil }

  /// The name of the next header.
  var nextName: String? {
    guard let line = nextLine, let colon = colon(in: line) else { return nil }
    return file.publicText(line.range.lowerBound..<colon)
  }

  /// The value of the next header, which must have this name.
  mutating func value(_ name: String) throws(FormatError) -> [UInt8] {
    guard let line = nextLine else {
      throw FormatError(
        .truncated, "PuTTY key: ends where \"\(name)\" was expected: the end of the key is missing")
    }
    guard let colon = colon(in: line), file.publicText(line.range.lowerBound..<colon) == name else {
      throw FormatError(
        .damaged, "PuTTY key: no \"\(name)\" where it was expected, in line \(line.number)")
    }
    advance()
    // One blank follows the colon; more of them belong to the value. Editors strip the last one.
    let start = colon + 1
    guard start < line.range.upperBound, file.bytes[start] == ASCII.space else {
      return file.publicBytes(start..<line.range.upperBound)
    }
    return file.publicBytes(start + 1..<line.range.upperBound)
  }

  /// The value of the next header as text.
  mutating func text(_ name: String) throws(FormatError) -> String {
    let bytes = try value(name)
    let kept = bytes.prefix(bytes.count - bytes.reversed().prefix(while: ASCII.isBlank).count)
    return String(decoding: kept, as: UTF8.self)
  }

  /// The value of the next header as a number.
  mutating func number(_ name: String) throws(FormatError) -> Int {
    let text = try text(name)
    guard let number = ASCII.number(text.utf8) else {
      throw FormatError(.damaged, "PuTTY key: \"\(name)\" is not a number")
    }
    return number
  }

  /// The value of the next header as bytes in hexadecimal.
  mutating func hex(_ name: String) throws(FormatError) -> [UInt8] {
    guard let bytes = ASCII.bytes(hex: try text(name).utf8) else {
      throw FormatError(.damaged, "PuTTY key: \"\(name)\" is not hexadecimal")
    }
    return bytes
  }

  /// What the next lines hold, as many of them as the header `name` says.
  mutating func base64(_ name: String) throws(FormatError) -> SecretBytes {
    let count = try number(name)
    var ranges: [Range<Int>] = []
    while ranges.count < count {
      guard let line = nextLine else {
        throw FormatError(
          .truncated,
          "PuTTY key: \"\(name)\" says \(count) lines, but the file ends after \(ranges.count)")
      }
      ranges.append(line.trimmed)
      advance()
    }
    do {
      return try Base64.decode(file, ranges)
    } catch {
      throw error.formatError("PuTTY key: \"\(name)\"", in: file, lines: lines)
    }
  }

  /// The next line that is not blank.
  private var nextLine: TextLine? { lines[position...].first { !$0.isBlank } }

  private mutating func advance() {
    position = (lines[position...].firstIndex { !$0.isBlank } ?? lines.endIndex - 1) + 1
  }

  private func colon(in line: TextLine) -> Int? {
    line.range.first { file.bytes[$0] == ASCII.colon }
  }
}
