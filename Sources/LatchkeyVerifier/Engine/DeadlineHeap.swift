/// Flights by the moment at which they go on, the earliest first: a binary heap in which each flight
/// knows its place, as nearly every step of a check moves its deadline.
struct DeadlineHeap {
  /// Those that are in it.
  private(set) var flights: [Flight] = []

  /// The flight that goes on first.
  var first: Flight? { flights.first }

  /// Puts a flight in, or where it belongs now.
  mutating func set(_ flight: Flight, due: Moment) {
    flight.due = due
    let position = flight.position ?? flights.count
    if flight.position == nil {
      flight.position = position
      flights.append(flight)
    }
    rise(position)
    sink(flight.position ?? position)
  }

  /// Takes a flight out.
  mutating func remove(_ flight: Flight) {
    guard let position = flight.position, let last = flights.popLast() else { return }
    flight.position = nil
    if last === flight { return }
    flights[position] = last
    last.position = position
    rise(position)
    sink(last.position ?? position)
  }

  private mutating func rise(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard flights[child].due < flights[parent].due else { return }
      swap(child, parent)
      child = parent
    }
  }

  private mutating func sink(_ start: Int) {
    var parent = start
    while true {
      let left = 2 * parent + 1
      guard left < flights.count else { return }
      let right = left + 1
      let least =
        right < flights.count && flights[right].due < flights[left].due ? right : left
      guard flights[least].due < flights[parent].due else { return }
      swap(least, parent)
      parent = least
    }
  }

  private mutating func swap(_ one: Int, _ other: Int) {
    flights.swapAt(one, other)
    flights[one].position = one
    flights[other].position = other
  }
}
