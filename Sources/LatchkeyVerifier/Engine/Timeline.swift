/// What happens in a check, step by step, as it happens.
struct Timeline: Sendable {
  /// The most steps that are kept: a check that is repeated for hours must not fill the memory.
  static let limit = 400

  private(set) var entries: [TimelineEntry] = []
  private let start: ContinuousClock.Instant
  private let isKept: Bool

  /// - Parameter isKept: whether it will be looked at; if not, nothing is put into words.
  init(since start: ContinuousClock.Instant, isKept: Bool) {
    self.start = start
    self.isKept = isKept
  }

  /// Notes a step of this moment.
  mutating func note(_ side: TimelineEntry.Side, _ text: @autoclosure () -> String) {
    guard isKept, entries.count < Self.limit else { return }
    entries.append(
      TimelineEntry(time: ContinuousClock.now - start, side: side, text: text()))
  }

  /// The first steps, and some of those that follow.
  func keeping(first count: Int, and others: Range<Int>) -> Self {
    var part = self
    let count = min(count, entries.count)
    part.entries = Array(entries[..<count] + entries[others.clamped(to: count..<entries.count)])
    return part
  }
}
