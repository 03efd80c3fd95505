import Glibc

/// An sshd on loopback that lets keys of ours in.
final class AccessServer {
  /// As whom the clients log in. Not as root, where there is a choice: latchkey would look whether the
  /// connection outlives the log-in, which no other client does.
  static var user: String { geteuid() == 0 ? "games" : own }

  /// The user who runs the server, and may run commands.
  static var own: String { String(cString: getpwuid(geteuid()).pointee.pw_name) }

  /// Its addresses: as many as an sshd listens at (MAX_LISTEN_SOCKS), for a plan of many hosts.
  static let addresses = ["127.0.0.1"] + (1...15).map { "127.0.1.\($0)" }

  /// Its port, at each of the addresses.
  var port: UInt16 { server.port }

  private let server: Server

  /// Makes the keys, and starts.
  ///
  /// - Parameters:
  ///   - keys: the names of keys that are let in; each lies in `scratch` from then on, and so does
  ///     the server's own, `host`.
  ///   - strangers: the names of keys that are not let in.
  init(keys: [String], strangers: [String] = [], scratch: Scratch) throws(BenchmarkError) {
    for name in keys + strangers + ["host"] {
      _ = try Program(
        "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", scratch.path(name)
      ).run()
    }
    try scratch.write(
      keys.map { TextFile.read(scratch.path("\($0).pub")) }.joined(), to: "authorized_keys")
    // sshd reads the list as the user whom it is to let in.
    chmod(scratch.path, 0o711)
    // Privilege separation wants this folder; Debian's service makes it, which does not run here.
    if geteuid() == 0 { mkdir("/run/sshd", 0o755) }
    server = try Server { (port) throws(BenchmarkError) in
      let listening = Self.addresses.map { "ListenAddress \($0)" }.joined(separator: "\n")
      try scratch.write(
        """
        \(listening)
        Port \(port)
        HostKey \(scratch.path("host"))
        AuthorizedKeysFile \(scratch.path("authorized_keys"))
        StrictModes no
        UsePAM no
        PidFile none
        LogLevel ERROR
        MaxStartups 2000

        """, to: "sshd_config")
      return ["/usr/sbin/sshd", "-D", "-f", scratch.path("sshd_config")]
    }
  }
}
