import Foundation

/// A real dropbear on loopback, with a host key and a user of its own.
///
/// Dropbear reads `~/.ssh/authorized_keys` and nothing else, so it gets a user that exists for it
/// alone, through nss_wrapper: nobody's real home is touched.
public final class DropbearServer: Sendable {
  /// The port.
  public let port: UInt16
  /// The user that can log in.
  public let user = "tester"
  private let folder: TemporaryFolder
  private let process: ServerProcess
  private static let wrapper = "libnss_wrapper.so"

  /// Whether there is one to run.
  public static var isAvailable: Bool {
    let required = ProcessInfo.processInfo.environment["LATCHKEY_REQUIRE_PEERS"] == "1"
    return Tool.isAvailable("dropbear") && Tool.isAvailable("dropbearkey")
      && (required || hasWrapper)
  }

  private static var hasWrapper: Bool {
    ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"]
      .contains { FileManager.default.fileExists(atPath: "\($0)/\(wrapper)") }
  }

  /// Starts a server and waits until it listens.
  ///
  /// - Parameters:
  ///   - authorizedKeys: lines of `authorized_keys`.
  ///   - hostKey: the type of host key to have, as `dropbearkey -t` names it.
  ///   - options: further arguments.
  public init(
    authorizedKeys: [String] = [], hostKey: String = "ed25519", options: [String] = []
  ) throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    try FileManager.default.createDirectory(
      atPath: folder.path("home/.ssh"), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try folder.write(
      (authorizedKeys.joined(separator: "\n") + "\n").utf8, to: "home/.ssh/authorized_keys")
    try folder.write(
      "\(user):x:\(getuid()):\(getgid())::\(folder.path("home")):/bin/sh\n".utf8, to: "passwd")
    try folder.write("\(user):x:\(getgid()):\n".utf8, to: "group")
    let made = try Tool(named: "dropbearkey")?.run(["-t", hostKey, "-f", folder.path("host")])
    guard made?.status == 0 else { throw ServerProcess.Failure(log: made?.errorText ?? "") }
    (process, port) = try ServerProcess.start(
      "dropbear", log: folder.path("log"),
      environment: [
        "LD_PRELOAD": Self.wrapper, "NSS_WRAPPER_PASSWD": folder.path("passwd"),
        "NSS_WRAPPER_GROUP": folder.path("group"),
      ]
    ) { port in
      [
        "-F", "-E", "-r", folder.path("host"), "-P", folder.path("pid"), "-p",
        "127.0.0.1:\(port)",
      ] + options
    }
  }

  /// What the server logged so far.
  public var log: String { process.log }
}
