import Dispatch
import Synchronization

/// Work on all cores.
enum Parallel {
  /// The results of `work` for 0 to `count` - 1, in that order.
  static func map<Result: Sendable>(
    _ count: Int, _ work: @Sendable (Int) -> Result
  ) -> [Result] {
    // One alone needs no threads, and the start-up of most commands is most of their time.
    guard count > 1 else { return (0..<count).map(work) }
    let results = Mutex<[Result?]>(Array(repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = work(index)
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
