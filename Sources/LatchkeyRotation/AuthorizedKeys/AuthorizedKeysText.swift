import LatchkeyFormats
import LatchkeyKeys

/// The content of an authorized_keys file (sshd(8)), in which keys are changed and every other byte
/// stays: options, comments, blank lines, lines that nobody can read.
struct AuthorizedKeysText {
  /// The file's bytes.
  private(set) var bytes: [UInt8]

  /// The first line, from 1, that names the key behind a byte order mark, so that sshd does not see
  /// it: the file's first, or that of a file which was put behind another.
  func lineHidingBehindMark(_ key: PublicKey) -> Int? {
    let key = Words(key)
    return lines.firstIndex { Self.isHidden(key, in: $0) }.map { $0 + 1 }
  }

  /// How many lines let the key in by itself. A line of `cert-authority` lets in others, whom the key
  /// has signed for, and is never touched.
  func count(of key: PublicKey) -> Int {
    let key = Words(key)
    return lines.count { Self.field(of: key, in: $0) != nil }
  }

  /// Puts a line of `new` behind each line of `old`, with the same options.
  ///
  /// - Parameter comment: what the new lines end in; `nil`: what the old ones do.
  mutating func add(_ new: PublicKey, beside old: PublicKey, comment: String?) {
    let (old, new) = (Words(old), Words(new))
    var result: [UInt8] = []
    for line in lines {
      result += Self.ended(line)
      guard let field = Self.field(of: old, in: line) else { continue }
      // A line break in a comment would be the beginning of a line that lets somebody in.
      let rest =
        comment.map { Array(" \($0)".utf8.map { $0 < 0x20 ? 0x20 : $0 }) }
        ?? Array(line[field.upperBound...])
      result += Self.ended(Array(line[..<field.lowerBound]) + new.text + rest)
    }
    bytes = result
  }

  /// Takes out each line of a key; one that a byte order mark hides as well, which would let the
  /// key in as soon as somebody saves the file without the mark.
  mutating func remove(_ key: PublicKey) {
    let key = Words(key)
    bytes = lines.filter { Self.field(of: key, in: $0) == nil && !Self.isHidden(key, in: $0) }
      .flatMap { $0 }
  }

  /// The lines, each with its end.
  private var lines: [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: Self.lineFeed).map { $0 + 1 } ?? rest.endIndex
      lines.append(rest[..<end])
      rest = rest[end...]
    }
    return lines
  }

  private static func isHidden(_ key: Words, in line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: mark) && field(of: key, in: line.dropFirst(mark.count)) != nil
  }

  /// Where a line names the key: from its algorithm to the end of its base64.
  private static func field(of key: Words, in line: ArraySlice<UInt8>) -> Range<Int>? {
    let fields = fields(line)
    // What a mark stands before is to sshd an option that it does not know.
    guard let begin = fields.first, line[begin].first != UInt8(ascii: "#"),
      !line.starts(with: mark)
    else { return nil }
    // As sshd reads: the key is what the line begins with, or what follows the options.
    let isPlain = ["ssh-", "ecdsa-", "sk-"].contains { line[begin].starts(with: Array($0.utf8)) }
    let parts = isPlain ? fields[...] : fields.dropFirst()
    guard let first = parts.first, let second = parts.dropFirst().first,
      line[first].elementsEqual(key.algorithm), line[second].elementsEqual(key.base64)
    else { return nil }
    let options = String(decoding: line[..<first.lowerBound], as: UTF8.self).lowercased()
    return options.contains("cert-authority") ? nil : first.lowerBound..<second.upperBound
  }

  /// The fields of a line, at the blanks that are not within double quotes.
  private static func fields(_ line: ArraySlice<UInt8>) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var start: Int?
    var isQuoted = false
    var previous: UInt8 = 0
    for index in line.indices {
      let byte = line[index]
      if byte == UInt8(ascii: "\""), previous != UInt8(ascii: "\\") { isQuoted.toggle() }
      previous = byte
      let isBlank = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), lineFeed]
        .contains(byte)
      if isBlank && !isQuoted {
        if let begin = start { fields.append(begin..<index) }
        start = nil
      } else if start == nil {
        start = index
      }
    }
    if let start { fields.append(start..<line.endIndex) }
    return fields
  }

  private static let lineFeed = UInt8(ascii: "\n")
  /// A byte order mark in UTF-8.
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static func ended(_ line: some Collection<UInt8>) -> [UInt8] {
    Array(line) + (Array(line).last == lineFeed ? [] : [lineFeed])
  }

  /// A key as a line spells it: told once, not for each of thousands of lines.
  private struct Words {
    let algorithm: [UInt8]
    let base64: [UInt8]

    init(_ key: PublicKey) {
      algorithm = Array(key.algorithm.name.utf8)
      // A public key without a comment always has a line.
      let line = (try? key.encoded(as: .authorizedKeys)) ?? []
      let fields = line.split { [UInt8(ascii: " "), lineFeed].contains($0) }
      base64 = fields.count > 1 ? Array(fields[1]) : []
    }

    var text: [UInt8] { algorithm + [UInt8(ascii: " ")] + base64 }
  }
}
