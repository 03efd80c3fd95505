import Glibc
import LatchkeyJSON
import Synchronization

/// Where a command's words go: results to standard output, everything else to standard error.
///
/// Results are gathered and written at the end, or when `flush` is called; so a command that fails
/// half way prints no half results, and one that waits (`metadata serve`) calls `flush` itself.
/// Whatever is written, the line of progress on the terminal steps aside for it.
final class Output: Sendable {
  /// The process's own streams.
  static let standard = Output()

  private let results = Mutex<[UInt8]>([])
  private let quiet = Atomic<Bool>(false)

  /// Takes over `--quiet`: from now on only errors are said.
  func silence() { quiet.store(true, ordering: .relaxed) }

  /// A result in words, for people; a newline is added.
  func result(_ line: String) {
    guard !quiet.load(ordering: .relaxed) else { return }
    results.withLock { $0.append(contentsOf: line.utf8 + [0x0A]) }
  }

  /// A result as one line of JSON. It was asked for by name, so `--quiet` does not drop it.
  func result(_ object: JSONObject) {
    results.withLock { $0.append(contentsOf: object.line.utf8) }
  }

  /// A result that was put into words beforehand, on any core.
  func result(_ text: ResultText) {
    guard text.isJSON || !quiet.load(ordering: .relaxed) else { return }
    results.withLock { $0.append(contentsOf: text.lines.utf8) }
  }

  /// Words for people, in whole lines, as they go out.
  func result(text: [UInt8]) {
    guard !quiet.load(ordering: .relaxed) else { return }
    results.withLock { $0.append(contentsOf: text) }
  }

  /// A result that is a file's content (`-o -`). It was asked for by name, so `--quiet` does not
  /// drop it.
  func result(content: [UInt8]) {
    results.withLock { $0.append(contentsOf: content) }
  }

  /// Writes secret content at once, past the buffer: no copy of it stays in memory.
  func result(secret: Span<UInt8>) throws(CommandFailure) {
    try flush()
    let code = StatusLine.standard.stepAside {
      StandardStreams.write(secret, to: STDOUT_FILENO)
    }
    guard code == 0 else { throw Output.failure(code) }
  }

  /// Writes all results gathered so far.
  ///
  /// - Throws: a failure with status 3 when standard output cannot take them.
  func flush() throws(CommandFailure) {
    let code: Int32 = results.withLock { bytes in
      guard !bytes.isEmpty else { return 0 }
      let code = StatusLine.standard.stepAside {
        StandardStreams.write(bytes.span, to: STDOUT_FILENO)
      }
      bytes.removeAll(keepingCapacity: true)
      return code
    }
    guard code == 0 else { throw Output.failure(code) }
  }

  /// So many bytes are worth a call of the system's.
  private static let enough = 1 << 16

  /// Writes the results gathered so far where they are many: for commands whose results do not wait
  /// for one another.
  func flushIfMany() throws(CommandFailure) {
    if results.withLock({ $0.count >= Output.enough }) { try flush() }
  }

  /// What happens meanwhile, for people (`web.ppk: written`).
  func note(_ line: String) { say(line) }

  /// Something that the user should know, though the command goes on.
  func warning(_ line: String) { say("latchkey: warning: \(line)") }

  /// A failure: said even under `--quiet`.
  func error(_ failure: CommandFailure) {
    var text = "latchkey: error: \(Visible.text(failure.message))\n"
    if let hint = failure.hint { text += "latchkey: hint: \(Visible.text(hint))\n" }
    write(text)
  }

  private func say(_ line: String) {
    guard !quiet.load(ordering: .relaxed) else { return }
    write("\(Visible.text(line))\n")
  }

  private func write(_ text: String) {
    StatusLine.standard.stepAside {
      _ = StandardStreams.write(Array(text.utf8).span, to: STDERR_FILENO)
    }
  }

  private static func failure(_ code: Int32) -> CommandFailure {
    var failure = CommandFailure(
      .outside, "cannot write to standard output: \(SystemError.text(code))")
    failure.isBrokenPipe = code == EPIPE
    return failure
  }
}
