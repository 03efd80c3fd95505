import Foundation
import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

@testable import LatchkeyVerifier

/// The servers, keys and files that the examples of README's table of reasons are made with.
final class ReasonScene {
  let folder: TemporaryFolder
  let user = NSUserName()
  let line: String
  private let key: PrivateKey
  private let faulty: PythonServer
  private let names: NameServer
  private var silent: [Int32] = []

  init() throws {
    folder = try TemporaryFolder()
    key = try PrivateKey.generate(.ed25519, comment: "key")
    line = try Checks.line(key.publicKey)
    try folder.write(key.encoded(as: .openssh).publicBytes(), to: "key")
    try folder.write("\(line)\n".utf8, to: "key.pub")
    let stranger = try PrivateKey.generate(.ed25519)
    try folder.write(stranger.encoded(as: .openssh).publicBytes(), to: "stranger")
    faulty = try PythonServer(.faulty, authorizedKey: line)
    names = try NameServer()
    try folder.write("nameserver \(names.address)\n".utf8, to: "resolv.conf")
  }

  deinit { for descriptor in silent { close(descriptor) } }

  // MARK: Servers

  func sshd(
    _ options: String..., keys: [String]? = nil, hostKeys: [String] = ["ed25519"]
  ) throws -> OpenSSHServer {
    try OpenSSHServer(authorizedKeys: keys ?? [line], hostKeys: hostKeys, options: options)
  }

  /// A server that does something else at one message.
  func faulty(_ message: FaultyStageTests.Message, _ action: String) throws -> UInt16 {
    try faulty.misbehave(at: message.rawValue, action)
    return faulty.port
  }

  /// A port that takes no more connections and refuses none: its queue is full.
  func silentPort() throws -> UInt16 {
    let (listener, port) = try Loopback.listener(backlog: 0)
    silent.append(listener)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = port.bigEndian
    let place = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        SocketAddress($0, length: socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    let found = try #require(place)
    silent += (0..<8).map { _ in found.dial() }.filter { $0 >= 0 }
    return port
  }

  // MARK: Checks

  /// Runs `latchkey check`; the lines that it prints.
  ///
  /// - Parameters:
  ///   - targets: by default the user at a port of loopback.
  ///   - options: what follows; the key is `key` unless one is given here.
  ///   - within: words that run what follows them, in surroundings of their own.
  ///   - seconds: after how long it is interrupted.
  func check(
    _ targets: [String], _ options: [String] = [], within: [String] = [],
    environment: [String: String] = [:], interruptedAfter seconds: Double? = nil
  ) throws -> [String] {
    let hasKey = options.contains("-i") || options.contains("--agent")
    let hasPolicy = options.contains("--host-key") || options.contains("--known-hosts")
    let words =
      within + [Tool.built("latchkey").path, "check"] + (hasKey ? [] : ["-i", "key"])
      + (hasPolicy ? [] : ["--insecure-ignore-host-key"]) + options + targets
    let program = try #require(words[0].contains("/") ? words[0] : Tool(named: words[0])?.path)
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = try folder.write([], to: "output")
    let errors = try folder.write([], to: "errors")
    let child = try ChildProgram(
      program, Array(words.dropFirst()), environment: variables, in: folder.path,
      output: output, errors: errors)
    if let seconds {
      usleep(UInt32(seconds * 1e6))
      child.send(SIGINT)
    }
    _ = child.wait(timeout: 60)
    return String(decoding: try folder.read("output"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  func check(
    _ port: UInt16, _ options: String..., environment: [String: String] = [:],
    interruptedAfter seconds: Double? = nil
  ) throws -> [String] {
    try check(
      ["\(user)@127.0.0.1:\(port)"], options, environment: environment, interruptedAfter: seconds)
  }

  func check(_ server: OpenSSHServer, _ options: String...) throws -> [String] {
    try withExtendedLifetime(server) { try check(["\(user)@127.0.0.1:\(server.port)"], options) }
  }

  /// Where the machine's resolver is the server above.
  func check(named host: String, _ options: String..., interruptedAfter seconds: Double? = nil)
    throws -> [String]
  {
    let mount = "mount --bind resolv.conf /etc/resolv.conf && exec \"$@\""
    return try check(
      ["\(user)@\(host)"], options, within: ["unshare", "-m", "sh", "-c", mount, "sh"],
      interruptedAfter: seconds)
  }

  /// With an agent that asks for a confirmation, and nobody to give it.
  func checkWithAgent(_ server: OpenSSHServer) throws -> [String] {
    let socket = folder.path("agent")
    let agent = try ChildProgram(
      try #require(Tool(named: "ssh-agent")).path, ["-D", "-a", socket],
      environment: ["PATH": "/usr/bin:/bin", "SSH_ASKPASS": "/bin/false"])
    defer {
      agent.send(SIGTERM)
      _ = agent.wait(timeout: 10)
    }
    for _ in 0..<500 where !FileManager.default.fileExists(atPath: socket) { usleep(10_000) }
    let added = try #require(Tool(named: "ssh-add")).run(
      ["-q", "-c", folder.path("key")], environment: ["SSH_AUTH_SOCK": socket])
    try #require(added.status == 0, "\(added.errorText)")
    return try withExtendedLifetime(server) {
      try check(server.port, "--agent", environment: ["SSH_AUTH_SOCK": socket])
    }
  }
}
