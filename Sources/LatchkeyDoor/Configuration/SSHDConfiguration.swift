/// What a door's `sshd` is told, as `sshd_config(5)` text.
///
/// Everything that would leave a trace, or depend on the machine's own settings, is said
/// explicitly: no PAM, no pid file, no message of the day, no accounting, no forwarded agents
/// (their sockets lie in `/tmp`), and authorized keys from the metadata service alone.
struct SSHDConfiguration: Hashable, Sendable {
  /// The numeric address to listen on.
  var host: String
  /// The port to listen on; never 0, which `sshd` does not take.
  var port: UInt16
  /// The private host keys' files.
  var hostKeyFiles: [String]
  /// The one account that may log in.
  var loginName: String
  /// The program, and its arguments, that prints the authorized keys at every log-in.
  var keysCommand: [String]
  /// The account that runs it.
  var keysCommandUser: String
  /// Whether `sshd` runs as root. It then writes a terminal's log-in to utmp, wtmp and lastlog,
  /// which no setting turns off; so such a door gives no terminals.
  var runsAsRoot: Bool

  /// The configuration file's text.
  ///
  /// - Throws: ``DoorError/Code/system`` for a value that no `sshd_config` can hold.
  func rendered() throws(DoorError) -> String {
    var lines = ["# made by latchkey for one run", "ListenAddress \(listenAddress)"]
    for file in hostKeyFiles { lines.append("HostKey \(try Self.quoted(file))") }
    lines += [
      "AllowUsers \(try Self.quoted(loginName))",
      "AuthenticationMethods publickey",
      "PubkeyAuthentication yes",
      "PasswordAuthentication no",
      "KbdInteractiveAuthentication no",
      "HostbasedAuthentication no",
      "PermitRootLogin prohibit-password",
      "AuthorizedKeysFile none",
      "AuthorizedKeysCommand \(try command())",
      "AuthorizedKeysCommandUser \(try Self.quoted(keysCommandUser))",
      "UsePAM no",
      "UseDNS no",
      "PidFile none",
      "PrintMotd no",
      "PrintLastLog no",
      "PermitTTY \(runsAsRoot ? "no" : "yes")",
      "PermitUserRC no",
      "PermitUserEnvironment no",
      "AllowAgentForwarding no",
      "AllowStreamLocalForwarding no",
      "X11Forwarding no",
      // VERBOSE names the keys that are refused.
      "LogLevel VERBOSE",
      "Subsystem sftp internal-sftp",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private var listenAddress: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// The command: its arguments are split as the file's own are, and `%` begins a token in them.
  private func command() throws(DoorError) -> String {
    var words: [String] = []
    for argument in keysCommand {
      words.append(
        try Self.quoted(
          argument.split(
            separator: "%", omittingEmptySubsequences: false
          ).joined(separator: "%%")))
    }
    return words.joined(separator: " ")
  }

  /// A value as one word of the file.
  ///
  /// Words are separated by blanks, `#` begins a comment, `"…"` quotes with `\"` and `\\` inside
  /// (OpenSSH's argv_split). Plain words stay bare, as releases before 8.7 know no escapes.
  static func quoted(_ value: String) throws(DoorError) -> String {
    guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
      throw DoorError(
        .system,
        "\(value.debugDescription): control characters cannot stand in sshd's configuration")
    }
    let plain = "/._-:=,+@%"
    if !value.isEmpty,
      value.unicodeScalars.allSatisfy({
        ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
          || plain.unicodeScalars.contains($0)
      })
    {
      return value
    }
    var text = "\""
    for character in value.unicodeScalars {
      if character == "\"" || character == "\\" { text.unicodeScalars.append("\\") }
      text.unicodeScalars.append(character)
    }
    return text + "\""
  }
}
