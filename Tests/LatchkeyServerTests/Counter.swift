import Synchronization

/// A number that one task counts up and another reads.
final class Counter: Sendable {
  private let count = Atomic<Int>(0)

  /// The number now.
  var value: Int { count.load(ordering: .acquiring) }

  /// Counts one more.
  func add() { count.add(1, ordering: .acquiringAndReleasing) }
}
