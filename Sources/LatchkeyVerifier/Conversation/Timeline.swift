/// What happens in a check, step by step, as it happens.
struct Timeline: Sendable {
  /// The most steps that are kept: a check that is repeated for hours must not fill the memory.
  static let limit = 400

  private(set) var entries: [TimelineEntry] = []
  /// Whether it will be looked at; if not, nothing is put into words.
  let isKept: Bool
  private let start: Moment

  /// An empty one.
  init(since start: Moment, isKept: Bool) {
    self.start = start
    self.isKept = isKept
  }

  /// Notes a step of this moment.
  mutating func note(_ side: TimelineEntry.Side, _ text: @autoclosure () -> String) {
    guard isKept, entries.count < Self.limit else { return }
    entries.append(
      TimelineEntry(time: Moment.now - start, side: side, text: text()))
  }

  /// The first steps, and some of those that follow.
  func keeping(first count: Int, and others: Range<Int>) -> Self {
    var part = self
    let count = min(count, entries.count)
    part.entries = Array(entries[..<count] + entries[others.clamped(to: count..<entries.count)])
    return part
  }
}
