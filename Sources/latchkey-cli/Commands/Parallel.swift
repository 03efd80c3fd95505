import CProcess
import LatchkeyFiles
import Synchronization

/// Work on all cores.
enum Parallel {
  /// So many results wait for their turn at most: memory does not grow with the number of inputs.
  static let window = 256

  /// Does `work` for 0 to `count` - 1 on all cores and hands each result on, on this thread, in that
  /// order.
  static func inOrder<Result: Sendable>(
    _ count: Int, _ work: @escaping @Sendable (Int) -> Result,
    then use: (Int, Result) throws -> Void
  ) rethrows {
    for start in stride(from: 0, to: count, by: window) {
      let results = map(min(window, count - start)) { work(start + $0) }
      for (offset, result) in results.enumerated() { try use(start + offset, result) }
    }
  }

  /// The results of `work` for 0 to `count` - 1, in that order.
  private static func map<Result: Sendable>(
    _ count: Int, _ work: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    // One alone needs no threads, and the start-up of most commands is most of their time.
    guard count > 1 else { return (0..<count).map(work) }
    let results = Results<Result>(count)
    Threads.forEach(count, at: Int(latchkey_core_count())) { results.set($0, work($0)) }
    return results.all
  }

  private final class Results<Result: Sendable>: Sendable {
    private let slots: Mutex<[Result?]>

    init(_ count: Int) { slots = Mutex(Array(repeating: nil, count: count)) }

    var all: [Result] { slots.withLock { $0.compactMap { $0 } } }

    func set(_ index: Int, _ result: Result) { slots.withLock { $0[index] = result } }
  }
}
