internal import LatchkeyCrypto
internal import LatchkeyKeys

/// The SSH Public Key File Format (RFC 4716 §3):
///
///     ---- BEGIN SSH2 PUBLIC KEY ----
///     Header-tag: value, and a line that ends in a backslash \
///     goes on in the next
///     base64, in lines of at most 72 bytes
///     ---- END SSH2 PUBLIC KEY ----
enum RFC4716 {
  static let begin: StaticString = "---- BEGIN SSH2 PUBLIC KEY ----"
  private static let end: StaticString = "---- END SSH2 PUBLIC KEY ----"
  /// Bytes of a line, its end not counted (RFC 4716 §3.1).
  private static let columns = 72

  /// The key that begins in line `start`, and the line after its end.
  static func read(
    _ file: SharedSecret, lines: [TextLine], from start: Int
  ) throws(FormatError) -> (EncodedPublicKey, next: Int) {
    let isEnd = { (line: TextLine) in
      file.hasPrefix(end, at: line.trimmed.lowerBound, before: line.trimmed.upperBound)
    }
    guard let last = lines[start...].firstIndex(where: isEnd) else {
      throw FormatError(.truncated, "\"\(begin)\" has no \"\(end)\": the end of the key is missing")
    }
    var comment = KeyComment("")
    var body: [Range<Int>] = []
    var header: [UInt8] = []
    for line in lines[(start + 1)..<last] where !line.isBlank {
      // Not trimmed: a header that goes on in the next line may be cut at a blank.
      let text = file.publicBytes(line.range)
      guard !header.isEmpty || body.isEmpty && text.contains(ASCII.colon) else {
        body.append(line.trimmed)
        continue
      }
      header += text
      if header.last == ASCII.backslash {
        header.removeLast()
      } else {
        if let value = Self.comment(in: header) { comment = value }
        header = []
      }
    }
    let key = try key(file, body, lines: lines)
    return (
      EncodedPublicKey(
        format: .rfc4716, line: lines[start].number, publicKey: key, comment: comment, options: []),
      next: last + 1
    )
  }

  /// The text of a key. The comment is quoted, as every writer does.
  static func write(_ key: PublicKey, comment: KeyComment) throws(FormatError) -> [UInt8] {
    guard !comment.bytes.contains(where: ASCII.isLineBreak) else {
      throw FormatError(
        .cannotEncode, "the comment holds a line break, which an RFC 4716 header cannot hold",
        publicKey: key)
    }
    // RFC 4716 §3.3: a header's value has at most 1024 bytes.
    guard comment.bytes.count <= 1022 else {
      throw FormatError(
        .cannotEncode,
        "a comment of \(comment.bytes.count) bytes, where RFC 4716 allows 1022 and two quotes",
        publicKey: key)
    }
    var text = Array("\(begin)\n".utf8)
    if !comment.isEmpty {
      var header = Array("Comment: \"".utf8) + comment.bytes + [ASCII.quote]
      while header.count > columns {
        text += header.prefix(columns - 1) + [ASCII.backslash, ASCII.lineFeed]
        header.removeFirst(columns - 1)
      }
      text += header + [ASCII.lineFeed]
    }
    text += Base64.encode(key.blob, columns: columns)
    return text + Array("\(end)\n".utf8)
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

  private static func key(
    _ file: SharedSecret, _ body: [Range<Int>], lines: [TextLine]
  ) throws(FormatError) -> PublicKey {
    let blob: [UInt8]
    do {
      blob = try Base64.decode(public: file, body)
    } catch {
      throw error.formatError("RFC 4716 key", in: file, lines: lines)
    }
    do {
      return try PublicKey(blob: blob)
    } catch {
      throw FormatError(error)
    }
  }
}
