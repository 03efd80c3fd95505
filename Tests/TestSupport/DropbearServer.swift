import Foundation

/// A real dropbear on loopback, with a host key and a user of its own.
///
/// Dropbear reads `~/.ssh/authorized_keys` and nothing else, so it gets a user that exists for it
/// alone.
public final class DropbearServer: Sendable {
  /// The port.
  public let port: UInt16
  /// The user that can log in.
  public let user: String
  private let folder: TemporaryFolder
  private let process: ServerProcess

  /// Whether there is one to run.
  public static var isAvailable: Bool {
    let required = ProcessInfo.processInfo.environment["LATCHKEY_REQUIRE_PEERS"] == "1"
    return Tool.isAvailable("dropbear") && Tool.isAvailable("dropbearkey")
      && (required || LoneUser.isAvailable)
  }

  /// Starts a server and waits until it listens.
  ///
  /// - Parameters:
  ///   - authorizedKeys: lines of `authorized_keys`.
  ///   - hostKey: the type of host key to have, as `dropbearkey -t` names it.
  ///   - password: the user's, as passwd(5) has it; empty for none.
  ///   - options: further arguments.
  public init(
    authorizedKeys: [String] = [], hostKey: String = "ed25519", password: String = "x",
    options: [String] = []
  ) throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    let lone = try LoneUser(in: folder, password: password, authorizedKeys: authorizedKeys)
    user = lone.name
    let made = try Tool(named: "dropbearkey")?.run(["-t", hostKey, "-f", folder.path("host")])
    guard made?.status == 0 else { throw ServerProcess.Failure(log: made?.errorText ?? "") }
    (process, port) = try ServerProcess.start(
      "dropbear", log: folder.path("log"), environment: lone.environment
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
