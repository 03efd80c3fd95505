public import Foundation

/// A program that was started and is waited for.
///
/// Spawned without Foundation's `Process`, which crashed in `run()` in a process that had many
/// descriptors open, as the tests of a thousand connections do.
public struct ChildProgram: Sendable {
  /// The program could not be started.
  public struct Failure: Error, CustomStringConvertible {
    /// Which program, and why.
    public let description: String
  }

  /// The process id.
  public let identifier: pid_t
  /// What was started, for messages.
  private let name: String

  /// Starts a program whose three streams are files.
  ///
  /// - Parameter environment: all of its environment.
  public init(
    _ path: String, _ arguments: [String], environment: [String: String],
    in folder: String? = nil, input: String = "/dev/null", output: String = "/dev/null",
    errors: String = "/dev/null"
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_APPEND, 0)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_APPEND, 0)
    InheritedDescriptors.close(&actions)
    // Dispatch blocks signals on its threads, and a blocked signal stays blocked in a child.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    let command = (folder.map { ["/usr/bin/env", "-C", $0] } ?? []) + [path] + arguments
    let words = command.map { strdup($0) } + [nil]
    let settings = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in words + settings { free(word) } }
    var identifier: pid_t = 0
    let status = posix_spawn(&identifier, command[0], &actions, &attributes, words, settings)
    guard status == 0 else {
      throw Failure(description: "\(path): \(String(cString: strerror(status)))")
    }
    self.identifier = identifier
    name = ([URL(fileURLWithPath: path).lastPathComponent] + arguments).joined(separator: " ")
  }

  /// Whether the program has not ended.
  public var isRunning: Bool {
    var information = siginfo_t()
    // WNOWAIT leaves it to be waited for.
    let status = waitid(P_PID, id_t(identifier), &information, WEXITED | WNOHANG | WNOWAIT)
    return status == 0 && information.si_signo == 0
  }

  /// Sends the program a signal. Nothing else can have its number before it was waited for.
  public func send(_ signal: Int32) { kill(identifier, signal) }

  /// Waits for the end; after so many seconds the program is killed, which standard error is told.
  ///
  /// - Returns: the exit status, or 128 + the signal that ended the program.
  public func wait(timeout seconds: Double) -> Int32 {
    let end = Date().addingTimeInterval(seconds)
    var status: Int32 = 0
    var pause: UInt32 = 500
    while waitpid(identifier, &status, WNOHANG) == 0 {
      if Date() > end {
        FileHandle.standardError.write(
          Data("test: killed after \(seconds) s without an end: \(name) (\(identifier))\n".utf8))
        kill(identifier, SIGKILL)
        waitpid(identifier, &status, 0)
        break
      }
      usleep(pause)
      pause = min(2 * pause, 20_000)
    }
    // WIFSIGNALED and WEXITSTATUS, which are macros.
    let signal = status & 0x7f
    return signal == 0 ? status >> 8 & 0xff : 128 + signal
  }
}
