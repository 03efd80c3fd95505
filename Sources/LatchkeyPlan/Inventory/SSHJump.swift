/// A host of ProxyJump's: `[USER@]HOST[:PORT]`, or the same as `ssh://…`.
struct SSHJump {
  /// It as it is written.
  let text: String
  let user: String?
  let host: String
  let port: UInt16?

  /// Reads one; `nil` where it is none.
  init?(parsing text: Substring) {
    self.text = String(text)
    var rest = text
    if rest.hasPrefix("ssh://") { rest = rest.dropFirst(6) }
    if let at = rest.lastIndex(of: "@") {
      user = String(rest[..<at])
      rest = rest[at...].dropFirst()
    } else {
      user = nil
    }
    var portText: Substring?
    if rest.first == "[", let close = rest.firstIndex(of: "]") {
      host = String(rest[..<close].dropFirst())
      let tail = rest[close...].dropFirst()
      portText = tail.isEmpty ? nil : tail.dropFirst()
    } else if let colon = rest.firstIndex(of: ":"), rest.filter({ $0 == ":" }).count == 1 {
      host = String(rest[..<colon])
      portText = rest[colon...].dropFirst()
    } else {
      host = String(rest)
    }
    if let portText {
      guard let number = UInt16(portText), number > 0 else { return nil }
      port = number
    } else {
      port = nil
    }
    if host.isEmpty || user?.isEmpty == true { return nil }
  }
}
