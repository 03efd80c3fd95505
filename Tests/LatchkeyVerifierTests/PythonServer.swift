import Foundation
import LatchkeyKeys
import TestSupport

/// An SSH server of a Python library on loopback, with a host key of its own and one key that it
/// lets in, stopped when the last reference goes.
final class PythonServer: Sendable {
  /// What runs: a script of `Peers`.
  enum Kind: String, CaseIterable, Sendable {
    case asyncssh, paramiko
    /// paramiko, misbehaving as `misbehave` says.
    case faulty
  }

  /// The port.
  let port: UInt16
  private let folder: TemporaryFolder
  private let process: ServerProcess

  static var isAvailable: Bool { Python.isAvailable && Tool.isAvailable("ssh-keygen") }

  /// Starts a server and waits until it listens.
  ///
  /// - Parameters:
  ///   - line: the key that it lets in, as a line of authorized_keys.
  ///   - hostKey: the type of its host key, as `ssh-keygen -t` names it.
  ///   - factors: the methods that a log-in takes; paramiko alone heeds it.
  ///   - rsa: the names of RSA signatures that it has; asyncssh alone heeds it.
  init(
    _ kind: Kind, authorizedKey line: String, hostKey: String = "ed25519",
    factors: String = "publickey", rsa: String = "rsa-sha2-256,rsa-sha2-512,ssh-rsa"
  ) throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    let made = try Tool(named: "ssh-keygen")?.run(
      ["-q", "-t", hostKey, "-N", "", "-C", "", "-f", folder.path("host")])
    guard made?.status == 0, let python = Python.tool else { throw Missing() }
    try folder.write("\(line)\n".utf8, to: "keys")
    try folder.write([], to: "fault")
    let peers = PackageFolder.path("Tests/LatchkeyVerifierTests/Peers")
    let log = folder.path("log")
    (process, port) = try ServerProcess.start(python, log: log) { port in
      kind == .faulty
        ? ["\(peers)/fault_server.py", "\(port)", folder.path("host"), line, folder.path("fault")]
        : [
          "\(peers)/peer_server.py", kind.rawValue, "\(port)", folder.path("host"),
          folder.path("keys"), factors, rsa,
        ]
    }
  }

  /// What the server logged so far.
  var log: String { process.log }

  /// Makes the connections that follow go wrong at one message.
  func misbehave(at message: UInt8, _ action: String) throws {
    try folder.write("\(message) \(action)".utf8, to: "fault")
  }

  struct Missing: Error {}
}
