internal import LatchkeyCrypto
internal import LatchkeyKeys

/// Goes through the lines of a file and hands each key to the reader of its format.
struct KeyFileScanner {
  private let file: SharedSecret
  private let lines: [TextLine]
  private let blocks: PEMReader

  private var entries: [KeyFile.Entry] = []
  /// Whether there are keys of several lines: then lines that are no key are the text around them.
  private var hasBlocks = false
  /// The first PEM label that is no key's. It matters where nothing else is found.
  private var foreignLabel: String?
  /// The first line that looks like a key and is not one.
  private var brokenLine: FormatError?
  /// The first line that does not even look like a key.
  private var strayLine: FormatError?

  init(_ file: SharedSecret) throws(FormatError) {
    self.file = file
    lines = try TextLine.split(file)
    blocks = PEMReader(file: file, lines: lines)
  }

  /// The keys in their order; an error where there is none.
  consuming func scan() throws(FormatError) -> [KeyFile.Entry] {
    var index = 0
    while index < lines.count { index = try read(from: index) }
    guard !entries.isEmpty else {
      throw brokenLine ?? ForeignContent(file, lines: lines, label: foreignLabel).error
    }
    if !hasBlocks, let fault = brokenLine ?? strayLine { throw fault }
    return entries
  }

  /// Reads what begins in line `index`, and says where to go on.
  private mutating func read(from index: Int) throws(FormatError) -> Int {
    let line = lines[index]
    if line.isBlank { return index + 1 }
    if let label = blocks.label(beginningAt: line) { return try readPEM(label, from: index) }
    guard !blocks.looksLikeBegin(line) else {
      let range = line.trimmed
      let isWhole = file.hasPrefix("-----", at: range.upperBound - 5, before: range.upperBound)
      throw FormatError(
        .truncated,
        hasEscapedBreak(range)
          ? ForeignContent.escapedBreaks
          : isWhole
            ? "a PEM key whose line breaks are lost: BEGIN and END need lines of their own"
            : "a \"-----BEGIN\" line that is cut short"
      ).inLine(isFirst(index) ? nil : line.number)
    }
    do {
      if begins(line, with: PuTTYFile.signature) { return try readPuTTY(from: index) }
      if begins(line, with: RFC4716.frame.begin) { return try readRFC4716(from: index) }
      if begins(line, with: SSHComKey.frame.begin) { return try readSSHCom(from: index) }
    } catch {
      throw error.inLine(isFirst(index) ? nil : line.number)
    }
    readLine(line)
    return index + 1
  }

  private mutating func readPEM(_ label: String, from index: Int) throws(FormatError) -> Int {
    guard let kind = PEMKeyKind(label: label) else {
      foreignLabel = foreignLabel ?? label
      return ((try? blocks.end(of: label, from: index)) ?? index) + 1
    }
    do {
      let end = try blocks.end(of: label, from: index)
      try checkSize(lines[index].range.lowerBound..<lines[end].range.upperBound)
      entries.append(try kind.read(try blocks.block(label, from: index, to: end)))
      hasBlocks = true
      return end + 1
    } catch {
      throw error.inLine(isFirst(index) ? nil : lines[index].number)
    }
  }

  private mutating func readPuTTY(from index: Int) throws(FormatError) -> Int {
    var headers = PuTTYHeaders(file, lines: lines, from: index)
    let publicHalf = try PuTTYPublicHalf(&headers)
    if headers.isAtEnd {
      entries.append(.publicKey(publicHalf.entry(line: lines[index].number)))
    } else {
      let key = try PuTTYKey(try PuTTYFile(publicHalf, &headers))
      entries.append(try key.entry(line: lines[index].number))
    }
    try checkSize(
      lines[index].range.lowerBound..<lines[headers.position - 1].range.upperBound)
    hasBlocks = true
    return headers.position
  }

  private mutating func readRFC4716(from index: Int) throws(FormatError) -> Int {
    let (entry, next) = try RFC4716.read(file, lines: lines, from: index)
    entries.append(entry)
    hasBlocks = true
    return next
  }

  private mutating func readSSHCom(from index: Int) throws(FormatError) -> Int {
    let armour = try SSH2Armour(file, lines: lines, from: index, SSHComKey.frame)
    try checkSize(
      lines[index].range.lowerBound..<lines[armour.next - 1].range.upperBound)
    let key = try SSHComKey(file, lines: lines, armour)
    entries.append(.privateKey(try key.entry(line: lines[index].number)))
    hasBlocks = true
    return armour.next
  }

  private mutating func readLine(_ line: TextLine) {
    do {
      if let entry = try SSHLine.read(file, line) {
        entries.append(entry)
      } else if strayLine == nil, file.bytes[line.trimmed.lowerBound] != ASCII.hash {
        strayLine = FormatError(
          .damaged,
          TextLine.hasByteOrderMark(file, at: line.range.lowerBound)
            ? "a byte order mark (EF BB BF) in the middle, as of two files put together: take it out"
            : "neither a key nor a comment (which begins with \"#\")", line: line.number)
      }
    } catch {
      brokenLine = brokenLine ?? error.inLine(lines.count == 1 ? nil : line.number)
    }
  }

  private func begins(_ line: TextLine, with prefix: StaticString) -> Bool {
    file.hasPrefix(prefix, at: line.trimmed.lowerBound, before: line.trimmed.upperBound)
  }

  /// Whether a line has a line break in it as C and JSON write it.
  private func hasEscapedBreak(_ range: Range<Int>) -> Bool {
    range.dropLast().contains { file.bytes[$0] == ASCII.backslash && file.bytes[$0 + 1] == 0x6E }
  }

  /// Whether nothing stands above a line, so that naming it would say nothing.
  private func isFirst(_ index: Int) -> Bool { lines[..<index].allSatisfy(\.isBlank) }

  private func checkSize(_ range: Range<Int>) throws(FormatError) {
    guard range.count <= FormatLimits.keyFileSize else {
      throw FormatError(
        .boundExceeded,
        """
        \(range.count) bytes are more than any private key has: at most \
        \(FormatLimits.keyFileSize) are read
        """)
    }
  }
}
