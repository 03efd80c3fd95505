/// Reads what a server says before and in its identification line (RFC 4253 §4.2).
///
///     *( line CR LF )              other lines, none of which starts with "SSH-"
///     SSH-protoversion-softwareversion SP comments CR LF
///
/// libssh2 would take an empty line for an error, a long one for a banner, and would read for ever;
/// so it sees nothing before the identification line is whole and good.
struct BannerReader: Sendable {
  /// What the bytes so far amount to.
  enum Finding: Sendable, Hashable {
    /// The identification line is not there yet.
    case incomplete
    /// It is; `remainder` starts with it and is what libssh2 may see.
    case identified(line: String, remainder: [UInt8])
    /// This is not, or not now, a server to talk to.
    case unusable(Reason)
  }

  /// A line longer than this is not SSH; RFC 4253 allows 255, OpenSSH reads 8192.
  static let longestLine = 8192
  /// A server that says more than this before its identification is not waited for.
  static let longestPreamble = 65_536

  /// The lines before the identification line, printable, the first eight of them.
  private(set) var preamble: [String] = []
  /// The identification line.
  private(set) var identification: String?
  private var pending: [UInt8] = []
  /// The first bytes, once their first line has been judged to be no identification.
  private var begun: [UInt8]?
  private var consumed = 0

  init() {}

  /// What was said so far that is not an identification line: the first line, whole or not; of what is
  /// no text, whatever can be read.
  var firstWords: String? {
    guard let opening else { return nil }
    return opening.contains(0)
      ? Quotation.words(in: opening) : preamble.first ?? Quotation.printable(pending)
  }

  /// What else than an SSH server begins like this, with its article.
  var greeting: String? { opening.flatMap(Greeting.speaker) }

  /// The first bytes, where they are no identification line.
  private var opening: ArraySlice<UInt8>? {
    begun.map { $0[...] } ?? (pending.isEmpty ? nil : pending.prefix(Self.openingLimit))
  }
  private static let openingLimit = 512

  /// Takes the next bytes that arrived.
  mutating func append(_ bytes: some Sequence<UInt8>) -> Finding {
    pending.append(contentsOf: bytes)
    // A TLS record (alert or handshake) has no line end to wait for.
    if preamble.isEmpty, pending.count >= 2, (0x14...0x16).contains(pending[0]), pending[1] == 3 {
      return .unusable(.notSSH)
    }
    while let end = pending.firstIndex(of: 0x0a) {
      if let finding = judge(line: pending[..<end], end: end) { return finding }
    }
    if pending.contains(0) || pending.count > Self.longestLine { return .unusable(.notSSH) }
    return .incomplete
  }

  private mutating func judge(line: ArraySlice<UInt8>, end: Int) -> Finding? {
    let text = Quotation.printable(line)
    if line.starts(with: Array("SSH-".utf8)) {
      if text.hasPrefix("SSH-2.0-") || text.hasPrefix("SSH-1.99-") {
        if line.contains(0) || line.count > Self.longestLine { return .unusable(.notSSH) }
        identification = text
        // What follows is the protocol's, and no words.
        let remainder = pending
        pending = []
        return .identified(line: text, remainder: remainder)
      }
      begun = begun ?? Array(pending.prefix(Self.openingLimit))
      preamble.append(text)
      return .unusable(text.hasPrefix("SSH-1.") ? .ssh1Only : .notSSH)
    }
    begun = begun ?? Array(pending.prefix(Self.openingLimit))
    if preamble.count < 8 { preamble.append(text) }
    if line.contains(0) || text.hasPrefix("HTTP/") { return .unusable(.notSSH) }
    // OpenSSH's sshd.c sends these two lines, and nothing else, to a connection it drops.
    if text.hasPrefix("Exceeded MaxStartups") { return .unusable(.overloaded) }
    if text.hasPrefix("Not allowed at this time") { return .unusable(.sourcePenalised) }
    consumed += end + 1
    pending.removeFirst(end + 1)
    return consumed > Self.longestPreamble ? .unusable(.notSSH) : nil
  }
}
