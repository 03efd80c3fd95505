import Glibc
import LatchkeyReport
import LatchkeyVerifier

/// Prints outcomes in the order of the checks, each as soon as all before it are there.
final class CheckPrinter {
  private let format: ReportFormat
  private let isExplained: Bool
  private let output: Output?
  private let shard: (Int) -> ShardRecord?
  private var writer: any ReportWriter
  private var packer = RecordPacker()
  /// What has come before its turn, by the index of its check.
  private var waiting: [PackedRecord?]
  private var next = 0
  private let start = ContinuousClock.now
  /// What the outcomes come to.
  private(set) var summary: ReportSummary
  /// What was printed, where it is not printed at once.
  private(set) var content: [UInt8] = []
  /// Why printing failed.
  private(set) var failure: CommandFailure?

  /// - Parameters:
  ///   - isExplained: whether each outcome tells how it came about.
  ///   - count: how many checks there are.
  ///   - output: where to print; nil gathers `content`.
  ///   - shard: which part of a plan the check at an index belongs to.
  init(
    format: ReportFormat, isExplained: Bool, count: Int, output: Output?,
    shard: @escaping (Int) -> ShardRecord? = { _ in nil }
  ) {
    self.format = format
    self.isExplained = isExplained
    self.output = output
    self.shard = shard
    summary = ReportSummary(time: Int(time(nil)))
    writer = format.writer
    waiting = Array(repeating: nil, count: count)
    print(writer.begin(count: count))
  }

  /// Takes an outcome.
  func add(_ index: Int, _ outcome: Outcome) {
    let record = CheckRecord(outcome, isExplained: isExplained, shard: shard(index))
    guard index == next else {
      waiting[index] = packer.pack(record)
      return
    }
    print(record)
    next += 1
    while next < waiting.count, let packed = waiting[next] {
      waiting[next] = nil
      do throws(ReportError) {
        print(try packer.unpack(packed))
      } catch {
        failure = failure ?? CommandFailure(.outside, error.description)
      }
      next += 1
    }
  }

  /// Prints what is left, after the last outcome.
  func finish() {
    summary.duration = start.duration(to: .now)
    print(writer.end(summary))
  }

  private func print(_ record: CheckRecord) {
    summary.add(record)
    print(writer.add(record))
  }

  private func print(_ bytes: [UInt8]) {
    if bytes.isEmpty { return }
    guard let output else {
      content += bytes
      return
    }
    // A form for programs was asked for by name, so `--quiet` does not drop it.
    if format == .text {
      output.result(text: bytes)
    } else {
      output.result(content: bytes)
    }
    do throws(CommandFailure) {
      try output.flush()
    } catch {
      failure = failure ?? error
    }
  }
}
