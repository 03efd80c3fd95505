/// What a line of `sshd -e`'s log says.
enum SSHDLogLine: Hashable, Sendable {
  /// `sshd` listens: `Server listening on 127.0.0.1 port 2222.`
  case listening
  /// The program that fetches the authorized keys failed, so the log-in was refused.
  case keysCommandFailed
  /// Worth a person's attention: who came in, who was refused, what went wrong.
  case notable(String)
  /// The rest of what `LogLevel VERBOSE` tells.
  case routine(String)

  /// Reads one line, without its ending.
  init(_ line: some StringProtocol) {
    let text = String(line)
    if text.hasPrefix("Server listening on ") {
      self = .listening
    } else if text.hasPrefix("error: AuthorizedKeysCommand ")
      || text.hasPrefix("AuthorizedKeysCommand ") && text.contains(" failed, ")
    {
      self = .keysCommandFailed
    } else if Self.notablePrefixes.contains(where: text.hasPrefix)
      || text.hasPrefix("User ") && text.contains(" not allowed ")
    {
      self = .notable(text)
    } else {
      self = .routine(text)
    }
  }

  /// Tells what is worth telling.
  func report(to report: (DoorEvent) -> Void) {
    switch self {
    case .notable(let text): report(.log(text))
    case .keysCommandFailed: report(.keysUnavailable)
    case .listening, .routine: break
    }
  }

  private static let notablePrefixes = [
    "Accepted publickey ", "Failed ", "Invalid user ", "ROOT LOGIN REFUSED",
    "Disconnecting ",
    "Authentication refused", "Missing ", "Could not ", "error: ", "fatal: ", "drop connection ",
    "beginning MaxStartups", "Unable to ",
  ]
}
