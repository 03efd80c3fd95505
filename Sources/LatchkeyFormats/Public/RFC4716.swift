internal import LatchkeyCrypto
internal import LatchkeyKeys

/// The SSH Public Key File Format (RFC 4716 §3): the public blob in `SSH2Armour`.
enum RFC4716 {
  static let frame = SSH2Armour.Frame(
    begin: "---- BEGIN SSH2 PUBLIC KEY ----", end: "---- END SSH2 PUBLIC KEY ----")
  /// Bytes of a line, its end not counted (RFC 4716 §3.1).
  private static let columns = 72

  /// The key that begins in line `start`, and the line after its end.
  static func read(
    _ file: SharedSecret, lines: [TextLine], from start: Int
  ) throws(FormatError) -> (KeyFile.Entry, next: Int) {
    let armour = try SSH2Armour(file, lines: lines, from: start, frame)
    let half = try PublicHalf(blob: try blob(file, armour.body, lines: lines))
    return (
      half.entry(.rfc4716, line: lines[start].number, comment: armour.comment), next: armour.next
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
    var text = Array("\(frame.begin)\n".utf8)
    if !comment.isEmpty {
      var header = Array("Comment: \"".utf8) + comment.bytes + [ASCII.quote]
      while header.count > columns {
        text += header.prefix(columns - 1) + [ASCII.backslash, ASCII.lineFeed]
        header.removeFirst(columns - 1)
      }
      text += header + [ASCII.lineFeed]
    }
    text += Base64.encode(key.blob, columns: columns)
    return text + Array("\(frame.end)\n".utf8)
  }

  private static func blob(
    _ file: SharedSecret, _ body: [Range<Int>], lines: [TextLine]
  ) throws(FormatError) -> [UInt8] {
    do {
      return try Base64.decode(public: file, body)
    } catch {
      throw error.formatError("RFC 4716 key", in: file, lines: lines)
    }
  }
}
