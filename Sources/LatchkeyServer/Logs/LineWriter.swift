import Dispatch
import Glibc
public import Logging
import Synchronization

/// Writes the lines of a log to a file, a pipe or a terminal, and never lets whoever logs wait.
///
/// A thread of its own writes. Lines that come faster than they can be written, or that there is no
/// room for on the disk, are dropped and counted; the next line that can be written says how many
/// are missing. No line is ever there in part, but at the very end of what a full disk took.
public final class LineWriter: Sendable {
  /// The bytes of lines that may wait; what comes while there are more is dropped.
  public static let capacity = 1 << 20

  private let path: String?
  private let format: LogFormat
  private let reports: Logger
  private let thread = LogThread()
  private let waiting = Mutex(Waiting())
  private let target: Mutex<Target>

  private struct Waiting {
    var lines: [UInt8] = []
    var lost = 0
    var isBeingWritten = false
  }

  private struct Target {
    var descriptor: Int32
    var output = LineOutput()
  }

  /// A writer to an open file, which it does not close.
  ///
  /// - Parameters:
  ///   - descriptor: the open file's.
  ///   - format: of the line that says how many lines are missing.
  public init(descriptor: Int32, format: LogFormat) {
    path = nil
    self.format = format
    reports = .silent
    target = Mutex(Target(descriptor: descriptor))
  }

  /// A writer to the end of a file, which is made where it is not there.
  ///
  /// - Parameters:
  ///   - path: the file's.
  ///   - format: of the line that says how many lines are missing.
  ///   - reports: where it is said that the file cannot be written, and that it can be again.
  /// - Throws: ``ServerError/Code/logNotWritable``.
  public init(appendingTo path: String, format: LogFormat, reports: Logger) throws(ServerError) {
    self.path = path
    self.format = format
    self.reports = reports
    target = Mutex(Target(descriptor: try LogFile.open(path)))
  }

  deinit {
    thread.end()
    if path != nil { close(target.withLock(\.descriptor)) }
  }

  /// Takes a line, with its newline. Never waits for the file.
  public func write(_ line: [UInt8]) {
    let isFirst = waiting.withLock { waiting in
      guard waiting.lines.count + line.count <= Self.capacity else {
        waiting.lost += 1
        return false
      }
      waiting.lines += line
      defer { waiting.isBeingWritten = true }
      return !waiting.isBeingWritten
    }
    // Without a thread it waits for the next line, which tries again.
    if isFirst, !thread.add({ self.writeWhatWaits() }) {
      waiting.withLock { $0.isBeingWritten = false }
    }
  }

  /// Opens the file anew by its name, as is wanted once another program has renamed it. Where that
  /// fails, the old one is kept, and it is said.
  public func reopen() {
    guard let path else { return }
    perform {
      self.writeWhatWaits()
      do throws(ServerError) {
        let descriptor = try LogFile.open(path)
        self.target.withLock { target in
          close(target.descriptor)
          target.descriptor = descriptor
          target.output.moveOn()
        }
      } catch {
        self.reports.error("\(error.reason); the file that is open is kept")
      }
    }
  }

  /// Waits until all that was taken is written, or for as long as is given.
  public func finish(within milliseconds: Int) {
    let done = DispatchSemaphore(value: 0)
    perform {
      self.writeWhatWaits()
      done.signal()
    }
    _ = done.wait(timeout: .now() + .milliseconds(milliseconds))
  }

  /// Has something done by the thread; here, where there is none to be had.
  private func perform(_ work: @escaping @Sendable () -> Void) {
    if !thread.add(work) { work() }
  }

  private func writeWhatWaits() {
    while let (lines, lost) = take() {
      let change = target.withLock { target in
        let descriptor = target.descriptor
        return target.output.write(lines, lost: lost, notice: notice) {
          LogFile.write($0, to: descriptor)
        }
      }
      if let change { report(change) }
    }
  }

  private func take() -> (lines: [UInt8], lost: Int)? {
    waiting.withLock { waiting in
      guard !waiting.lines.isEmpty else {
        waiting.isBeingWritten = false
        return nil
      }
      defer { (waiting.lines, waiting.lost) = ([], 0) }
      return (waiting.lines, waiting.lost)
    }
  }

  private func notice(_ count: Int) -> [UInt8] {
    format.line(
      .warning, "log lines are missing here", ["dropped": .stringConvertible(count)],
      at: LogTime.now())
  }

  private func report(_ change: LineOutput.Change) {
    switch change {
    case .failing(let number):
      let reason = String(cString: strerror(number)).lowercased()
      reports.warning("\(path ?? "log"): \(reason); lines are dropped until there is room again")
    case .recovered(let count):
      reports.notice(
        "\(path ?? "log"): can be written again", metadata: ["dropped": .stringConvertible(count)])
    }
  }
}
