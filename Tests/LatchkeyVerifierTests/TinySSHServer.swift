import Foundation
import TestSupport

/// A real tinysshd on loopback. Like dropbear it reads `~/.ssh/authorized_keys` and nothing else, so
/// it gets a user of its own.
final class TinySSHServer: Sendable {
  /// The port.
  let port: UInt16
  /// The user that can log in.
  let user: String
  private let folder: TemporaryFolder
  private let process: ServerProcess

  /// Unpacked by `scripts/setup.sh test`: installed, it would listen on this machine.
  private static let program = PackageFolder.path(".build-tinysshd/usr/sbin/tinysshd")

  static var isAvailable: Bool {
    Python.isAvailable
      && (ProcessInfo.processInfo.environment["LATCHKEY_REQUIRE_PEERS"] == "1"
        || FileManager.default.isExecutableFile(atPath: program))
  }

  /// Starts a server and waits until it listens.
  init(authorizedKeys: [String]) throws {
    // It lets nobody in whose home lies in a folder that others may write, such as /tmp.
    let folder = try TemporaryFolder(in: NSHomeDirectory())
    self.folder = folder
    let lone = try LoneUser(in: folder, authorizedKeys: authorizedKeys)
    user = lone.name
    // The program looks at its own name for what it has to do.
    let maker = PackageFolder.path(".build-tinysshd/usr/sbin/tinysshd-makekey")
    let made = try Tool(path: maker).run(["-q", folder.path("keys")])
    guard made.status == 0, let python = Python.tool else { throw PythonServer.Missing() }
    (process, port) = try ServerProcess.start(
      python, log: folder.path("log"), environment: lone.environment
    ) { port in
      [
        PackageFolder.path("Tests/LatchkeyVerifierTests/Peers/inetd.py"), "\(port)", Self.program,
        "-v", folder.path("keys"),
      ]
    }
  }

  /// What the server logged so far.
  var log: String { process.log }
}
