import Foundation
import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// OpenSSH's own agent, for as long as a test needs it.
enum RunningAgent {
  static var isAvailable: Bool { Tool.isAvailable("ssh-agent") && Tool.isAvailable("ssh-add") }

  /// Runs an agent that holds keys.
  ///
  /// - Parameter options: `ssh-add`'s.
  static func with(
    _ keys: [PrivateKey], options: [String] = [], _ body: (SSHAgent, TemporaryFolder) throws -> Void
  ) throws {
    let folder = try TemporaryFolder()
    let socket = folder.path("agent")
    let program = try #require(Tool(named: "ssh-agent"))
    let agent = try ChildProgram(
      program.path, ["-D", "-a", socket], environment: ["PATH": "/usr/bin:/bin"])
    defer {
      agent.send(SIGTERM)
      _ = agent.wait(timeout: 10)
    }
    for _ in 0..<500 where !FileManager.default.fileExists(atPath: socket) { usleep(10_000) }
    for (index, key) in keys.enumerated() {
      let path = try folder.write(key.encoded(as: .openssh).publicBytes(), to: "key\(index)")
      let added = try #require(Tool(named: "ssh-add")).run(
        ["-q"] + options + [path], environment: ["SSH_AUTH_SOCK": socket])
      try #require(added.status == 0, "\(added.errorText)")
    }
    try body(SSHAgent(path: socket), folder)
  }
}
