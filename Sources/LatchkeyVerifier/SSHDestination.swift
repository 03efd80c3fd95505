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

  /// Reads one; `nil` where it is none: no host, no user before the `@`, no port after the colon, or a
  /// host with a blank, a control character or a leading dash in it.
  public init?(_ text: some StringProtocol) {
    self.text = String(text)
    var rest = Substring(text)
    if rest.hasPrefix("ssh://") {
      rest = rest.dropFirst(6)
      if rest.hasSuffix("/") { rest = rest.dropLast() }
    }
    // The last @: a user's name may hold one, a host's never.
    if let at = rest.lastIndex(of: "@") {
      user = String(rest[..<at])
      rest = rest[at...].dropFirst()
    } else {
      user = nil
    }
    var portText: Substring?
    if rest.first == "[" {
      guard let close = rest.firstIndex(of: "]") else { return nil }
      host = String(rest[..<close].dropFirst())
      let tail = rest[close...].dropFirst()
      guard tail.isEmpty || tail.first == ":" else { return nil }
      portText = tail.isEmpty ? nil : tail.dropFirst()
    } else if rest.count(where: { $0 == ":" }) == 1, let colon = rest.firstIndex(of: ":") {
      host = String(rest[..<colon])
      portText = rest[colon...].dropFirst()
    } else {
      // No colon, or a bare IPv6 address.
      host = String(rest)
    }
    if let portText {
      guard let number = UInt16(portText), number > 0 else { return nil }
      port = number
    } else {
      port = nil
    }
    // It ends up in messages and files.
    let isPlausible = host.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7f }
    if host.isEmpty || host.hasPrefix("-") || !isPlausible || user?.isEmpty == true { return nil }
  }
}
