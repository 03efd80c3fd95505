import Synchronization
import Testing

@testable import latchkey_cli

/// Work on all cores whose results come one after another.
@Suite struct ParallelTests {
  @Test(arguments: [0, 1, 2, Parallel.window, Parallel.window + 1, 5 * Parallel.window + 7])
  func `results come in the order of the inputs`(count: Int) {
    var results: [Int] = []
    Parallel.inOrder(count) { index in
      index * index
    } then: { index, result in
      #expect(index == results.count)
      results.append(result)
    }
    #expect(results == (0..<count).map { $0 * $0 })
  }

  @Test func `so many results wait at most, however many inputs there are`() {
    let made = Mutex(0)
    var used = 0
    var mostWaiting = 0
    Parallel.inOrder(10 * Parallel.window) { _ in
      made.withLock { $0 += 1 }
    } then: { _, _ in
      mostWaiting = max(mostWaiting, made.withLock { $0 } - used)
      used += 1
    }
    #expect(used == 10 * Parallel.window)
    #expect(mostWaiting == Parallel.window)
  }

  @Test func `an error of the one who uses them ends the work`() {
    struct Enough: Error {}
    let made = Mutex(0)
    #expect(throws: Enough.self) {
      try Parallel.inOrder(10 * Parallel.window) { _ in
        made.withLock { $0 += 1 }
      } then: { _, _ in
        throw Enough()
      }
    }
    #expect(made.withLock { $0 } == Parallel.window)
  }
}
