import Glibc
import LatchkeyReport
import LatchkeyVerifier

/// Prints outcomes in the order of the checks, each as soon as all before it are there.
final class CheckPrinter {
  private let isExplained: Bool
  private let destination: ReportDestination
  private let shard: (Int) -> ShardRecord?
  private var writer: any ReportWriter
  private var packer = RecordPacker()
  /// What has come before its turn, by the index of its check.
  private var waiting: [PackedRecord?]
  private var next = 0
  private let start = ContinuousClock.now
  /// What the outcomes come to.
  private(set) var summary: ReportSummary
  /// Why an outcome that waited for its turn cannot be told.
  private var unpackingFailure: CommandFailure?

  /// - Parameters:
  ///   - isExplained: whether each outcome tells how it came about.
  ///   - count: how many checks there are.
  ///   - destination: where to print.
  ///   - shard: which part of a plan the check at an index belongs to.
  init(
    format: ReportFormat, isExplained: Bool, count: Int, destination: ReportDestination,
    shard: @escaping (Int) -> ShardRecord? = { _ in nil }
  ) {
    self.isExplained = isExplained
    self.destination = destination
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
        unpackingFailure = unpackingFailure ?? CommandFailure(.outside, error.description)
      }
      next += 1
    }
  }

  /// Whether nothing can be printed any more.
  var isCutOff: Bool { destination.failure != nil }

  /// Why printing failed, or an outcome could not be told.
  var failure: CommandFailure? { unpackingFailure ?? destination.failure }

  /// Prints what is left, after the last outcome.
  func finish() throws(CommandFailure) {
    summary.duration = start.duration(to: .now)
    writer.end(summary) { destination.write($0) }
    try destination.finish()
  }

  private func print(_ record: CheckRecord) {
    summary.add(record)
    print(writer.add(record))
  }

  private func print(_ bytes: [UInt8]) {
    destination.write(bytes)
    destination.flush()
  }
}
