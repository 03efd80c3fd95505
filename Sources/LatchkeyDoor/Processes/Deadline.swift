import Glibc

/// The moment by which something has to be done.
struct Deadline: Sendable {
  private let end: ContinuousClock.Instant

  /// A deadline so much later than now.
  init(after time: Duration) { end = .now + time }

  /// What is left, in milliseconds rounded up, as `poll(2)` takes it; 0 when it is over.
  var milliseconds: Int32 {
    let left = ContinuousClock.now.duration(to: end)
    guard left > .zero else { return 0 }
    let (seconds, attoseconds) = left.components
    return Int32(
      clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  /// Whether the moment has passed.
  var isOver: Bool { milliseconds == 0 }

  /// Waits until a descriptor is ready for one of the events, or the deadline is over.
  ///
  /// - Returns: whether it is ready.
  func wait(for events: Int32, on descriptor: Int32) -> Bool {
    while true {
      var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
      let ready = unsafe poll(&entry, 1, milliseconds)
      if ready > 0 { return true }
      if ready == 0 { return false }
      if errno != EINTR && errno != EAGAIN { return false }
    }
  }
}
