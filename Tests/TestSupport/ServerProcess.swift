import Foundation

/// A server program that a test runs on loopback, ended by its process id.
public final class ServerProcess: Sendable {
  /// The server did not start.
  public struct Failure: Error, CustomStringConvertible {
    /// What it logged.
    public let log: String
    /// What it logged.
    public var description: String { "the server did not start: \(log)" }

    init(log: String) { self.log = log }
  }

  private let program: ChildProgram
  private let logPath: String

  private init(path: String, arguments: [String], environment: [String: String], log: String)
    throws
  {
    logPath = log
    try Data().write(to: URL(fileURLWithPath: log))
    program = try ChildProgram(
      path, arguments,
      environment: ProcessInfo.processInfo.environment.merging(environment) { $1 }, output: log,
      errors: log)
  }

  deinit {
    // Already gone: then there is no such child, and nobody is signalled.
    if program.isRunning { program.send(SIGTERM) }
    _ = program.wait(timeout: 30)
  }

  /// What the server wrote to its standard output and error so far.
  public var log: String {
    (try? String(decoding: Data(contentsOf: URL(fileURLWithPath: logPath)), as: UTF8.self)) ?? ""
  }

  /// Starts a server that is found by its name.
  ///
  /// - Parameter arguments: the program's arguments for a port.
  public static func start(
    _ name: String, log: String, environment: [String: String] = [:],
    arguments: (UInt16) throws -> [String]
  ) throws -> (ServerProcess, UInt16) {
    guard let tool = Tool(named: name) else { throw Failure(log: "\(name) is not installed") }
    return try start(tool, log: log, environment: environment, arguments: arguments)
  }

  /// Starts a server on a free port and waits until it listens. A port that somebody else takes in
  /// between is given up for another.
  ///
  /// - Parameter arguments: the program's arguments for a port.
  public static func start(
    _ tool: Tool, log: String, environment: [String: String] = [:],
    arguments: (UInt16) throws -> [String]
  ) throws -> (ServerProcess, UInt16) {
    var last = ""
    for _ in 0..<5 {
      let port = try Loopback.freePort()
      let server = try ServerProcess(
        path: tool.path, arguments: arguments(port), environment: environment, log: log)
      for _ in 0..<1000 where server.program.isRunning {
        if Loopback.isListening(port, process: server.program.identifier) { return (server, port) }
        usleep(10_000)
      }
      last = server.log
    }
    throw Failure(log: last)
  }
}
