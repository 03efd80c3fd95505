import Foundation
import TestSupport

/// A shell command that a script started, in a session of its own: it has no terminal, and it and
/// all that it starts can be ended together.
final class RunningCommand {
  private let process: pid_t
  private let scratch: TemporaryFolder
  private var status: Int32?
  /// How many lines of each stream a script has accounted for already.
  var outputLinesSeen = 0
  /// The same of standard error.
  var errorLinesSeen = 0

  /// Starts `/bin/sh -c text`, in the working folder of this process.
  ///
  /// Streams are files rather than pipes: nothing can fill up and block.
  init(_ text: String, input: [String], environment: [String: String]) throws {
    scratch = try TemporaryFolder()
    let inputText = input.map { $0 + "\n" }.joined()
    let streams = [
      try scratch.write(Array(inputText.utf8), to: "in"),
      try scratch.write([], to: "out"), try scratch.write([], to: "err"),
    ]

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, path) in streams.enumerated() {
      posix_spawn_file_actions_addopen(
        &actions, Int32(descriptor), path, descriptor == 0 ? O_RDONLY : O_WRONLY | O_APPEND, 0)
    }

    InheritedDescriptors.close(&actions)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    SpawnAttributes.prepare(&attributes)

    var arguments = RunningCommand.pointers(["/bin/sh", "-c", text])
    var variables = RunningCommand.pointers(environment.map { "\($0)=\($1)" })
    defer { for pointer in arguments + variables { free(pointer) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, "/bin/sh", &actions, &attributes, &arguments, &variables)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
    process = pid
  }

  /// A null-terminated list of C strings, to be freed one by one.
  private static func pointers(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }

  deinit { if status == nil { kill() } }

  /// Whether the command has ended.
  var hasEnded: Bool {
    if status == nil {
      var word: Int32 = 0
      if waitpid(process, &word, WNOHANG) == process {
        status = word & 0x7F == 0 ? (word >> 8) & 0xFF : 128 + (word & 0x7F)
      }
    }
    return status != nil
  }

  /// Waits for the end; nil when `seconds` pass without it.
  func wait(seconds: Double) -> Int32? {
    poll(seconds: seconds) { hasEnded }
    return status
  }

  /// Asks again and again until it is so, the command ends, or time is up.
  func poll(seconds: Double, until isSo: () -> Bool) {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while !isSo(), !hasEnded, .now < deadline { usleep(2000) }
  }

  /// Sends a signal to the command itself.
  func send(_ signal: Int32) { _ = Foundation.kill(process, signal) }

  /// Ends the command and everything it started.
  func kill() {
    _ = Foundation.kill(-process, SIGKILL)
    _ = wait(seconds: 10)
  }

  /// Whole lines of standard output; a last one without newline is there once the command ended.
  func outputLines() throws -> [String] { try lines("out") }

  /// Whole lines of standard error.
  func errorLines() throws -> [String] { try lines("err") }

  private func lines(_ name: String) throws -> [String] {
    // Bytes, since CR LF is one Character of a String; ssh ends its lines so.
    var lines = try scratch.read(name)
      .split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self) }
    // What follows the last newline is no line yet while the command may go on writing it.
    if lines.last == "" || !hasEnded { lines.removeLast() }
    return lines
  }
}
