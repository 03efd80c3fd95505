/// What waits for a server's turn: a question, or what was put together for one connection.
protocol Waiting {
  var check: AccessCheck { get }
}

extension Question: Waiting {}
extension Assignment: Waiting {}

/// What waits for a server, in its order; what goes to or through a host behind it is found without a
/// look at all the rest, as there may be as many such hosts as there are checks.
struct WaitingLine<Element: Waiting> {
  /// What came back, and goes before the others; there is little of it.
  private var front: ArraySlice<Element> = []
  /// The others; `nil`: has been handed out.
  private var line: [Element?] = []
  private var next = 0
  private var count = 0
  /// Where those stand that go to or through a host behind the server; made when the first of these
  /// is missed.
  private var positions: [Stop: [Int]]?

  /// Whether nothing waits.
  var isEmpty: Bool { count == 0 && front.isEmpty }

  /// Takes what comes last, and says where it stands.
  @discardableResult
  mutating func append(_ element: Element) -> Int {
    if positions != nil { note(element, at: line.count) }
    line.append(element)
    count += 1
    return line.count - 1
  }

  /// Takes what goes before all that waits.
  mutating func prepend(_ elements: some Sequence<Element>) { front = elements + front }

  /// Changes what stands at a place that was told, and was not handed out since.
  mutating func change(at position: Int, _ body: (inout Element) -> Void) {
    guard var element = line[position] else { return }
    line[position] = nil
    body(&element)
    line[position] = element
  }

  /// What stands at a place that was told, and was not handed out since.
  subscript(position: Int) -> Element? { line[position] }

  /// Hands out what comes first.
  mutating func popFirst() -> Element? {
    if let first = front.popFirst() { return first }
    while next < line.count {
      defer { next += 1 }
      guard let element = line[next] else { continue }
      line[next] = nil
      count -= 1
      return element
    }
    return nil
  }

  /// Hands out what goes to a host or through it, in its order.
  mutating func remove(_ way: Way) -> [Element] {
    var found = front.filter { way.isShared(by: $0.check) }
    if !found.isEmpty { front = front.filter { !way.isShared(by: $0.check) }[...] }
    if positions == nil {
      positions = [:]
      for (position, element) in line.enumerated() { element.map { note($0, at: position) } }
    }
    var rest: [Int] = []
    for position in positions?.removeValue(forKey: way.stop) ?? [] {
      guard let element = line[position] else { continue }
      if way.isShared(by: element.check) {
        found.append(element)
        line[position] = nil
        count -= 1
      } else {
        rest.append(position)
      }
    }
    if !rest.isEmpty { positions?[way.stop] = rest }
    return found
  }

  /// Hands out all of it.
  mutating func removeAll() -> [Element] {
    defer { self = Self() }
    return front + line.compactMap { $0 }
  }

  private mutating func note(_ element: Element, at position: Int) {
    for stop in Set(element.check.stopsBehind) { positions?[stop, default: []].append(position) }
  }
}
