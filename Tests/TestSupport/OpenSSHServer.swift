import Foundation

/// A real OpenSSH `sshd` on loopback, on a free port, with host keys and a configuration of its own,
/// stopped when the last reference goes. Runs as whoever runs the tests and lets in only them, or a
/// user that exists for it alone.
public final class OpenSSHServer: Sendable {
  /// The port.
  public let port: UInt16
  /// The user that can log in: the one who runs the tests, or `tester`.
  public let user: String
  private let folder: TemporaryFolder
  private let process: ServerProcess

  /// Whether there is one to run.
  public static var isAvailable: Bool {
    Tool.isAvailable("sshd") && Tool.isAvailable("ssh-keygen")
  }

  /// Whether it can have a user of its own.
  public static let hasAccounts: Bool =
    isAvailable && getuid() == 0
    && (try? Tool(named: "unshare")?.run(["-m", "true"]).status) == 0

  /// Whether it penalises addresses that were refused (PerSourcePenalties, since 9.8).
  public static let hasPenalties: Bool = {
    // Releases that do not have this option name themselves all the same.
    guard let told = try? Tool(named: "sshd")?.run(["-V"]) else { return false }
    let words = (told.text + told.errorText).split { " ,\n".contains($0) }
    let name = words.first { $0.hasPrefix("OpenSSH_") }?.dropFirst("OpenSSH_".count)
    let numbers = (name ?? "").split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
    return numbers.count == 2 && (numbers[0] > 9 || (numbers[0] == 9 && numbers[1] >= 8))
  }()

  /// Starts a server and waits until it listens.
  ///
  /// - Parameters:
  ///   - authorizedKeys: lines of `authorized_keys`.
  ///   - hostKeys: the types of host key to have, as `ssh-keygen -t` names them.
  ///   - options: further lines of `sshd_config`; the first line for a keyword wins, so these can
  ///     replace what is set here.
  ///   - shadow: what follows the name in shadow(5) of a user `tester`, who exists for this server
  ///     alone and may do what root may; `nil`: there is none.
  public init(
    authorizedKeys: [String] = [], hostKeys: [String] = ["ed25519"], options: [String] = [],
    shadow: String? = nil
  ) throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    user = shadow == nil ? NSUserName() : "tester"
    // The user's lines are bound over the machine's in a mount namespace of the server's own: PAM,
    // too, reads them there.
    var within: [String] = []
    if let shadow {
      let own = [
        "passwd": "tester:x:\(getuid()):\(getgid())::\(folder.path("")):/bin/sh",
        "shadow": "tester:\(shadow)",
      ]
      for (name, line) in own {
        // Nobody else's password is copied; sshd's own user has none.
        let all = name == "passwd" ? try String(contentsOfFile: "/etc/passwd", encoding: .utf8) : ""
        try folder.write((all + line + "\n").utf8, to: name)
      }
      let mounts = own.keys.map { "mount --bind \(folder.path($0)) /etc/\($0) && " }.joined()
      within = ["-m", "sh", "-c", mounts + "exec \"$@\"", "sh", Tool(named: "sshd")?.path ?? ""]
    }
    for type in hostKeys {
      let bits = type == "rsa" ? ["-b", "2048"] : []
      let made = try Tool(named: "ssh-keygen")?.run(
        ["-q", "-t", type, "-N", "", "-C", "", "-f", folder.path("host_\(type)")] + bits)
      guard made?.status == 0 else { throw ServerProcess.Failure(log: made?.errorText ?? "") }
    }
    try folder.write((authorizedKeys.joined(separator: "\n") + "\n").utf8, to: "authorized_keys")
    // Privilege separation wants this folder; Debian's service makes it, which does not run here.
    if getuid() == 0 {
      try? FileManager.default.createDirectory(
        atPath: "/run/sshd", withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o755])
    }
    let keys = hostKeys.map { "HostKey \(folder.path("host_\($0)"))" }
    // One address asks hundreds of times here, and is refused as often as it is let in.
    // Each word of that line counts by itself: one that says no more than how long leaves a `no`
    // that follows in force.
    let isSet = options.contains { $0.hasPrefix("PerSourcePenalties") }
    let penalties = Self.hasPenalties && !isSet ? ["PerSourcePenalties no"] : []
    let settings =
      penalties + [
        "ListenAddress 127.0.0.1", "PidFile none", "LogLevel VERBOSE", "StrictModes no",
        "UsePAM no",
        "AuthorizedKeysFile \(folder.path("authorized_keys"))", "PasswordAuthentication no",
        "KbdInteractiveAuthentication no", "MaxStartups 100:30:200",
      ]
    (process, port) = try ServerProcess.start(
      within.isEmpty ? "sshd" : "unshare", log: folder.path("log")
    ) { port in
      try folder.write(
        ((options + keys + settings + ["Port \(port)"]).joined(separator: "\n") + "\n").utf8,
        to: "sshd_config")
      return within + ["-D", "-e", "-f", folder.path("sshd_config")]
    }
  }

  /// What the server logged so far.
  public var log: String { process.log }

  /// The public half of a host key, `type base64`.
  public func hostKey(_ type: String = "ed25519") throws -> String {
    let text = String(decoding: try folder.read("host_\(type).pub"), as: UTF8.self)
    return text.split(separator: " ").prefix(2).joined(separator: " ")
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Where the authorised keys stand.
  public var authorizedKeysPath: String { folder.path("authorized_keys") }

  /// Replaces the authorised keys.
  public func authorize(_ lines: [String]) throws {
    try folder.write((lines.joined(separator: "\n") + "\n").utf8, to: "authorized_keys")
  }
}
