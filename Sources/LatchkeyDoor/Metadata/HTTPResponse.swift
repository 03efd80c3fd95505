/// The answer to one HTTP/1.1 request, on a connection that carries nothing else.
///
///     HTTP/1.1 200 OK CRLF
///     Name: value CRLF …
///     CRLF
///     body: Content-Length bytes | chunks | everything until the end of the stream
///
/// RFC 9112.
struct HTTPResponse: Sendable {
  /// The three-digit status.
  let status: Int
  /// The body, chunks joined.
  let body: [UInt8]

  /// The body as text.
  var text: String { String(decoding: body, as: UTF8.self) }

  /// Why bytes are not a response.
  struct Malformed: Error {
    let reason: String
  }

  /// Reads a response from the bytes received so far.
  ///
  /// - Parameter ended: whether the stream has ended.
  /// - Returns: `nil` when more bytes are needed.
  static func parse(_ bytes: [UInt8], ended: Bool) throws(Malformed) -> HTTPResponse? {
    guard let headEnd = find([13, 10, 13, 10], in: bytes[...]) else {
      // Something that does not even begin as HTTP need not be waited for.
      let start = Array("HTTP/1.".utf8)
      guard bytes.prefix(start.count).elementsEqual(start.prefix(bytes.count)) else {
        throw Malformed(reason: "not HTTP")
      }
      if ended { throw Malformed(reason: bytes.isEmpty ? "an empty answer" : "a cut-off header") }
      return nil
    }
    let lines = String(decoding: bytes[..<headEnd], as: UTF8.self)
      .split(separator: "\r\n", omittingEmptySubsequences: false)
    let words = lines[0].split(separator: " ", maxSplits: 2)
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), words[1].utf8.count == 3,
      let status = Int(words[1]), status >= 100
    else { throw Malformed(reason: "not HTTP") }
    var length: Int?
    var chunked = false
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = trimmed(line[line.index(after: colon)...])
      switch line[..<colon].lowercased() {
      case "content-length":
        guard let number = Int(value), number >= 0 else {
          throw Malformed(reason: "a malformed Content-Length")
        }
        length = number
      case "transfer-encoding": chunked = value.lowercased() == "chunked"
      default: break
      }
    }
    let rest = bytes[(headEnd + 4)...]
    if status == 204 || status == 304 { return HTTPResponse(status: status, body: []) }
    if chunked {
      guard let body = try unchunk(rest) else {
        if ended { throw Malformed(reason: "a cut-off body") }
        return nil
      }
      return HTTPResponse(status: status, body: body)
    }
    if let length {
      if rest.count >= length {
        return HTTPResponse(status: status, body: Array(rest.prefix(length)))
      }
      if ended { throw Malformed(reason: "a cut-off body") }
      return nil
    }
    return ended ? HTTPResponse(status: status, body: Array(rest)) : nil
  }

  /// A field's value without the blanks around it (RFC 9110 §5.5).
  private static func trimmed(_ value: Substring) -> Substring {
    var value = value.drop { $0 == " " || $0 == "\t" }
    while value.last == " " || value.last == "\t" { value.removeLast() }
    return value
  }

  /// Joins `SIZE CRLF bytes CRLF … 0 CRLF`; `nil` when more is needed.
  private static func unchunk(_ bytes: ArraySlice<UInt8>) throws(Malformed) -> [UInt8]? {
    var body: [UInt8] = []
    var rest = bytes
    while let lineEnd = find([13, 10], in: rest) {
      let size = String(
        decoding: rest[rest.startIndex..<lineEnd].prefix { $0 != 0x3b }, as: UTF8.self)
      guard let count = Int(size, radix: 16), count >= 0, count < 1 << 30 else {
        throw Malformed(reason: "a malformed chunk")
      }
      if count == 0 { return body }
      rest = rest[(lineEnd + 2)...]
      guard rest.count >= count + 2 else { return nil }
      body += rest.prefix(count)
      rest = rest.dropFirst(count + 2)
    }
    return nil
  }

  /// Where a needle begins.
  private static func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    var rest = bytes
    while let start = rest.firstIndex(of: needle[0]) {
      if bytes[start...].starts(with: needle) { return start }
      rest = bytes[(start + 1)...]
    }
    return nil
  }
}
