import Foundation
import Synchronization
import TestSupport
import Testing

/// A `latchkey instance boot` that runs, and what a test does at its door.
final class BootedDoor {
  /// The process that the user would see.
  let keeper: ChildProgram
  /// What it printed, line by line, before it was ready.
  let lines: [String]
  /// A folder that is its TMPDIR, and so has to be empty in the end.
  let temporary: TemporaryFolder
  private let streams: TemporaryFolder
  /// Where the program lies when it runs as somebody else, who may not enter the build folder.
  private let programs: TemporaryFolder
  private var ended: Int32?

  /// Whom the door lets in.
  var user: String { String(lines[0].prefix { $0 != "@" }) }
  /// Where it listens.
  var port: String { String(lines[0].split(separator: ":")[1]) }
  /// What was said on standard error so far.
  var errorText: String {
    (try? streams.read("err")).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
  /// The keeper and everything below it.
  var processes: [Int32] { [keeper.identifier] + Processes.below(keeper.identifier) }

  /// Boots, and waits until the door is open.
  ///
  /// - Parameters:
  ///   - prefix: a command to run it with, `setpriv …` for example.
  ///   - lineCount: how many lines say that it is ready.
  init(
    _ arguments: [String], prefix: [String] = [], environment: [String: String] = [:],
    lineCount: Int = 3
  ) throws {
    temporary = try TemporaryFolder()
    streams = try TemporaryFolder()
    programs = try TemporaryFolder()
    var program = Tool.built("latchkey").path
    if !prefix.isEmpty {
      let files = FileManager.default
      try files.setAttributes([.posixPermissions: 0o777], ofItemAtPath: temporary.path)
      try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: programs.path)
      try files.copyItem(atPath: program, toPath: programs.path("latchkey"))
      program = programs.path("latchkey")
    }
    let command = prefix + [program, "instance", "boot"] + arguments
    keeper = try ChildProgram(
      command[0], Array(command.dropFirst()),
      environment: ProcessInfo.processInfo.environment
        .merging(["TMPDIR": temporary.path, "LATCHKEY_HOME": temporary.path + "-home"]) { $1 }
        .merging(environment) { $1 },
      output: streams.write([], to: "out"), errors: streams.write([], to: "err"))
    lines = keeper.lines(lineCount, of: streams.path("out"))
    guard lines.count == lineCount else {
      status()
      throw Failure(description: errorText)
    }
  }

  /// A boot that did not come to its end.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  deinit {
    if ended == nil { end() }
  }

  /// Logs in with the real client and runs a command.
  func ssh(_ key: String, _ command: String, user: String? = nil) throws -> Tool.Outcome {
    try #require(Tool(named: "ssh")).run(
      options(key) + ["\(user ?? self.user)@127.0.0.1", command])
  }

  /// Logs in with the real client and lists a folder with SFTP: works without a shell, too.
  func sftp(_ key: String) throws -> Tool.Outcome {
    let options = options(key).map { $0 == "-p" ? "-P" : $0 }
    return try #require(Tool(named: "sftp")).run(
      ["-b", "-"] + options + ["\(user)@127.0.0.1"], input: Array("ls /etc/hosts\n".utf8))
  }

  /// The client's options: this key and nothing of the machine's own.
  func options(_ key: String) -> [String] {
    [
      "-F", "none", "-i", key, "-p", port, "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes",
      "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o",
      "LogLevel=ERROR", "-o", "IdentityAgent=none",
    ]
  }

  /// Sends a signal to the keeper and waits for its end; the status as a shell has it.
  @discardableResult
  func end(with signal: Int32 = SIGTERM) -> Int32 {
    keeper.send(signal)
    return status()
  }

  /// Waits for the keeper's end; after a minute it is killed.
  @discardableResult
  func status() -> Int32 {
    let status = ended ?? keeper.wait(timeout: 60)
    ended = status
    return status
  }

  /// What is left of the given processes and in the temporary folder, once that is nothing or
  /// after a while.
  func leftovers(of processes: [Int32]) throws -> [String] {
    for _ in 0..<1000 {
      let left = processes.filter(Processes.isAlive).map { "process \($0)" }
      let names = try temporary.names()
      if left.isEmpty && names.isEmpty { return [] }
      usleep(10_000)
    }
    return processes.filter(Processes.isAlive).map { "process \($0)" } + (try temporary.names())
  }

  /// Waits until something was said on standard error.
  func hears(_ words: String) -> Bool {
    for _ in 0..<1000 {
      if errorText.contains(words) { return true }
      usleep(10_000)
    }
    return false
  }
}
