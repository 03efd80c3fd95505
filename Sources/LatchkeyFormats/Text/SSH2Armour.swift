internal import LatchkeyCrypto
internal import LatchkeyKeys

/// The armour of RFC 4716 §3, which ssh.com uses for private keys too:
///
///     ---- BEGIN SSH2 PUBLIC KEY ----
///     Header-tag: value, and a line that ends in a backslash \
///     goes on in the next
///     base64, in lines of at most 72 bytes
///     ---- END SSH2 PUBLIC KEY ----
struct SSH2Armour {
  /// The first and the last line of a file.
  struct Frame {
    let begin: StaticString
    let end: StaticString
  }

  /// The `Comment` header without the quotes around it; empty where there is none.
  private(set) var comment = KeyComment("")
  /// Where the base64 stands.
  private(set) var body: [Range<Int>] = []
  /// The line after the last.
  let next: Int

  /// Reads what begins in line `start`.
  init(
    _ file: SharedSecret, lines: [TextLine], from start: Int, _ frame: Frame
  ) throws(FormatError) {
    let isEnd = { (line: TextLine) in
      file.hasPrefix(frame.end, at: line.trimmed.lowerBound, before: line.trimmed.upperBound)
    }
    guard let last = lines[start...].firstIndex(where: isEnd) else {
      throw FormatError(
        .truncated, "\"\(frame.begin)\" has no \"\(frame.end)\": the end of the key is missing")
    }
    next = last + 1
    var header: [UInt8] = []
    for line in lines[(start + 1)..<last] where !line.isBlank {
      // Base64 has no colon: what has one, or goes on from such a line, is a header.
      guard !header.isEmpty || body.isEmpty && file.contains(ASCII.colon, in: line.range) else {
        body.append(line.trimmed)
        continue
      }
      // Not trimmed: a header that goes on in the next line may be cut at a blank.
      header += file.publicBytes(line.range)
      if header.last == ASCII.backslash {
        header.removeLast()
      } else {
        if let value = Self.comment(in: header) { comment = value }
        header = []
      }
    }
  }

  /// The value of a header if it is the comment, without the quotes around it. Tags are
  /// case-insensitive.
  private static func comment(in header: [UInt8]) -> KeyComment? {
    guard let colon = header.firstIndex(of: ASCII.colon),
      String(decoding: header[..<colon], as: UTF8.self).lowercased() == "comment"
    else { return nil }
    let value = header[(colon + 1)...].drop(while: ASCII.isBlank)
    guard value.count >= 2, value.first == ASCII.quote, value.last == ASCII.quote else {
      return KeyComment(value)
    }
    return KeyComment(value.dropFirst().dropLast())
  }
}
