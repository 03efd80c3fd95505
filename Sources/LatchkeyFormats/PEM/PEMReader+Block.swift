internal import LatchkeyCrypto

extension PEMReader {
  /// The block between the lines `start` and `end`, decoded.
  func block(_ label: String, from start: Int, to end: Int) throws(FormatError) -> PEMBlock {
    var headers: [(name: String, value: [UInt8])] = []
    var body: [Range<Int>] = []
    var isAfterBlank = false
    for line in lines[(start + 1)..<end] {
      defer { isAfterBlank = line.isBlank }
      guard !line.isBlank else { continue }
      // Headers come before the base64, which has no colon. A header's further lines are indented,
      // but a blank line ends the headers: the base64 may be indented too.
      if body.isEmpty, let colon = colon(in: line.trimmed) {
        headers.append(
          (
            name: file.publicText(line.trimmed.lowerBound..<colon),
            value: Array(
              file.publicBytes(colon + 1..<line.trimmed.upperBound).drop(while: ASCII.isBlank))
          ))
      } else if body.isEmpty, !headers.isEmpty, !isAfterBlank,
        line.range.lowerBound < line.trimmed.lowerBound,
        lines[start].range.lowerBound == lines[start].trimmed.lowerBound
      {
        headers[headers.count - 1].value += file.publicBytes(line.trimmed)
      } else {
        body.append(line.trimmed)
      }
    }
    guard !body.isEmpty else {
      throw FormatError(
        .truncated, "nothing stands between BEGIN and END of \"\(label)\"")
    }
    return PEMBlock(
      label: label, headers: headers, body: SharedSecret(try decode(body, label)),
      line: lines[start].number)
  }

  /// The content of the base64 in `ranges`. Only where it is not base64 as it should be does it
  /// matter whether blanks stand inside a line, the "=" at the end are missing, or text follows.
  private func decode(
    _ ranges: [Range<Int>], _ label: String
  ) throws(FormatError) -> SecretBytes {
    let fault: Base64Error
    do {
      return try Base64.decode(file, ranges)
    } catch {
      fault = error
    }
    let words = ranges.flatMap { range in
      file.bytes.withSpan { span in Self.words(span, in: range) }
    }
    if words.count > ranges.count, let bytes = try? Base64.decode(file, words) { return bytes }
    // Where characters were lost the content is not whole; where "=" were, it is.
    if let bytes = try? Base64.decode(file, words, isPadded: false), PEMBlock.isWhole(bytes) {
      return bytes
    }
    // To OpenSSL and PuTTY a hyphen ends the base64, and what follows it is a remark.
    if let remark = ranges.firstIndex(where: { file.bytes[$0.lowerBound] == ASCII.hyphen }),
      let bytes = try? Base64.decode(file, Array(ranges[..<remark])), PEMBlock.isWhole(bytes)
    {
      return bytes
    }
    throw fault.formatError("\"\(label)\"", in: file, lines: lines)
  }

  /// The parts of a line between its blanks.
  private static func words(_ span: Span<UInt8>, in line: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = line.lowerBound
    for index in line where ASCII.isBlank(span[index]) {
      if start < index { words.append(start..<index) }
      start = index + 1
    }
    if start < line.upperBound { words.append(start..<line.upperBound) }
    return words
  }

  private func colon(in range: Range<Int>) -> Int? {
    range.first { file.bytes[$0] == ASCII.colon }
  }
}
