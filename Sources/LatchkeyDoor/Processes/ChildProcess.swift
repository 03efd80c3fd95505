import CProcess
import Glibc

/// A program started by us that does not outlive us.
///
/// Not swift-subprocess: it has no way to tie a child to its parent's life (PR_SET_PDEATHSIG, set
/// between fork and exec), starts children from threads of its own, with whose end the kernel would
/// take the parent for dead, and brings an asynchronous reader that costs start-up time.
struct ChildProcess: Sendable {
  /// The process id.
  let id: Int32

  /// What a child's standard stream is connected to.
  typealias Streams = (input: Int32, output: Int32, errors: Int32)

  /// Starts a program.
  ///
  /// The thread that calls this must live as long as the child shall.
  ///
  /// - Parameters:
  ///   - path: the program's file.
  ///   - arguments: all arguments, the program's name first.
  ///   - environment: all variables, `NAME=value`.
  ///   - deathSignal: sent to the child when this thread has ended, whatever the cause.
  ///   - ownSession: out of reach of the terminal's Ctrl-C, which is then ours to pass on.
  /// - Throws: ``DoorError/Code/system``, also when the program cannot be executed.
  static func start(
    _ path: String, arguments: [String], environment: [String], streams: Streams,
    deathSignal: Int32, ownSession: Bool = false
  ) throws(DoorError) -> ChildProcess {
    let strings = unsafe (arguments + environment).map { unsafe strdup($0) }
    defer { unsafe strings.forEach { unsafe free($0) } }
    let argv = unsafe Array(strings.prefix(arguments.count)) + [nil]
    let envp = unsafe Array(strings.dropFirst(arguments.count)) + [nil]
    var failure: Int32 = 0
    let id = unsafe argv.withUnsafeBufferPointer { argv in
      unsafe envp.withUnsafeBufferPointer { envp in
        unsafe path.withCString { path in
          var child = unsafe latchkey_child(
            path: path, arguments: argv.baseAddress, environment: envp.baseAddress,
            streams: (streams.input, streams.output, streams.errors), death_signal: deathSignal,
            own_session: ownSession ? 1 : 0)
          let id = unsafe latchkey_spawn(&child)
          failure = errno
          return id
        }
      }
    }
    guard id > 0 else { throw .system("starting \(path)", failure) }
    return ChildProcess(id: id)
  }

  /// Sends a signal.
  func send(_ signal: Int32) { _ = kill(id, signal) }

  /// Collects the child if it has ended; `nil` while it runs.
  func ending() -> Ending? {
    var status: Int32 = 0
    let got = unsafe waitpid(id, &status, WNOHANG)
    return got == id ? Ending(status) : nil
  }

  /// Collects whatever children have ended, adopted ones too.
  static func collect() -> [(id: Int32, ending: Ending)] {
    var ended: [(Int32, Ending)] = []
    var status: Int32 = 0
    while true {
      let id = unsafe waitpid(-1, &status, WNOHANG)
      guard id > 0 else { return ended }
      ended.append((id, Ending(status)))
    }
  }

  /// How a process ended.
  enum Ending: Hashable, Sendable, CustomStringConvertible {
    case exit(Int32)
    case signal(Int32)

    init(_ status: Int32) {
      let code = latchkey_exit_status(status)
      self = code >= 0 ? .exit(code) : .signal(latchkey_exit_signal(status))
    }

    var description: String {
      switch self {
      case .exit(let code): "ended with status \(code)"
      case .signal(let number): "was ended by signal \(number)"
      }
    }
  }
}
