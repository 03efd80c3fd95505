import Foundation

/// A server program that a test runs on loopback, ended by its process id.
///
/// Spawned and waited for without Foundation's `Process`, whose waiting needs a run loop that test
/// threads do not have.
public final class ServerProcess: Sendable {
  /// The server did not start.
  public struct Failure: Error, CustomStringConvertible {
    /// What it logged.
    public let log: String
    /// What it logged.
    public var description: String { "the server did not start: \(log)" }

    init(log: String) { self.log = log }
  }

  private let identifier: pid_t
  private let logPath: String

  private init(path: String, arguments: [String], environment: [String: String], log: String)
    throws
  {
    logPath = log
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // Dispatch blocks signals on its threads, and a blocked signal stays blocked in a child: the
    // server would never hear that it has to end.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let settings = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in words + settings { free(word) } }
    var identifier: pid_t = 0
    let status = posix_spawn(&identifier, path, &actions, &attributes, words, settings)
    guard status == 0 else { throw Failure(log: String(cString: strerror(status))) }
    self.identifier = identifier
  }

  deinit {
    // Already gone: then there is no such child, and nobody is signalled.
    var status: Int32 = 0
    if waitpid(identifier, &status, WNOHANG) == 0 {
      kill(identifier, SIGTERM)
      waitpid(identifier, &status, 0)
    }
  }

  /// What the server wrote to its standard output and error so far.
  public var log: String {
    (try? String(decoding: Data(contentsOf: URL(fileURLWithPath: logPath)), as: UTF8.self)) ?? ""
  }

  /// Whether the server has not ended.
  private var isRunning: Bool {
    var information = siginfo_t()
    // WNOWAIT leaves the child to be waited for by `deinit`.
    let status = waitid(
      P_PID, id_t(identifier), &information, WEXITED | WNOHANG | WNOWAIT)
    return status == 0 && information.si_signo == 0
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
      for _ in 0..<1000 where server.isRunning {
        if Loopback.isListening(port) { return (server, port) }
        usleep(10_000)
      }
      last = server.log
    }
    throw Failure(log: last)
  }
}
