import LatchkeyFormats

/// Where to get in and as whom, as ssh(1) spells its destination: `[USER@]HOST[:PORT]`, an IPv6
/// address in brackets where a port follows, or the same as `ssh://…`.
public struct SSHDestination: Sendable, Hashable {
  /// It as it is written.
  public let text: String
  /// The user, where one is named.
  public let user: String?
  /// A name or an address, without brackets.
  public let host: String
  /// The port, where one is named.
  public let port: UInt16?

  /// Reads one; `nil` where ``init(parsing:)`` would throw.
  public init?(_ text: some StringProtocol) {
    guard let parsed = try? Self(parsing: text) else { return nil }
    self = parsed
  }

  /// Reads one.
  ///
  /// - Throws: ``VerifierError/Code/malformedDestination`` where it is none: no host, no user before
  ///   the `@`, no port after the colon, or a host with a blank, a control character or a leading dash
  ///   in it.
  public init(parsing text: some StringProtocol) throws(VerifierError) {
    // Byte by byte: a fleet has thousands of them, and what separates is ASCII.
    self.text = String(text)
    var rest = self.text.utf8[...]
    if rest.starts(with: "ssh://".utf8) {
      rest = rest.dropFirst(6)
      if rest.last == UInt8(ascii: "/") { rest = rest.dropLast() }
    }
    // The last @: a user's name may hold one, a host's never.
    if let at = rest.lastIndex(of: UInt8(ascii: "@")) {
      user = String(Substring(rest[..<at]))
      rest = rest[at...].dropFirst()
    } else {
      user = nil
    }
    var portText: Substring?
    let colon = rest.firstIndex(of: UInt8(ascii: ":"))
    if rest.first == UInt8(ascii: "[") {
      guard let close = rest.firstIndex(of: UInt8(ascii: "]")) else {
        throw Self.failure("a [ without its ]", text)
      }
      host = String(Substring(rest[..<close].dropFirst()))
      let tail = rest[close...].dropFirst()
      guard tail.isEmpty || tail.first == UInt8(ascii: ":") else {
        throw Self.failure("something other than a port behind the ]", text)
      }
      portText = tail.isEmpty ? nil : Substring(tail.dropFirst())
    } else if let colon, colon == rest.lastIndex(of: UInt8(ascii: ":")) {
      host = String(Substring(rest[..<colon]))
      portText = Substring(rest[colon...].dropFirst())
    } else {
      // No colon, or a bare IPv6 address.
      host = String(Substring(rest))
    }
    if let portText {
      // The parser would take a sign.
      let isNumber = portText.utf8.allSatisfy { (0x30...0x39).contains($0) }
      guard isNumber, let number = UInt16(portText), number > 0 else {
        throw Self.failure(
          "\"\(Self.shown(portText, bytes: 12))\" behind the colon is no TCP port, 1 to 65535", text
        )
      }
      port = number
    } else {
      port = nil
    }
    // It ends up in messages and files.
    let isPlausible = host.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f }
    if user?.isEmpty == true { throw Self.failure("no user before the @", text) }
    if host.isEmpty { throw Self.failure("no host", text) }
    if host.utf8.first == UInt8(ascii: "-") || !isPlausible {
      throw Self.failure("a host with a blank or control character, or a dash in front", text)
    }
  }

  private static func failure(_ found: String, _ text: some StringProtocol) -> VerifierError {
    let subject = text.isEmpty ? "" : "\(shown(text, bytes: 100)): "
    return VerifierError(
      .malformedDestination, "\(subject)\(found); expected [USER@]HOST[:PORT]")
  }

  /// What was written, short, and no more than the beginning of what may be a key that somebody pasted.
  private static func shown(_ text: some StringProtocol, bytes limit: Int) -> String {
    let kept = Quotation.printable(text.utf8.prefix(limit), limit: limit)
    if let offset = KeyLikeness.offset(in: kept.utf8) {
      return "\(String(decoding: kept.utf8.prefix(offset - 32), as: UTF8.self))…"
    }
    return text.utf8.count > limit ? "\(kept)…" : kept
  }
}
