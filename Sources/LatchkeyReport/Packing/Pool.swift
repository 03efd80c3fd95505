/// Values that come again and again, each kept once and named by its place.
struct Pool<Value: Hashable & Sendable>: Sendable {
  private(set) var values: [Value] = []
  private var places: [Value: Int32] = [:]

  /// The place of a value, which takes one where it has none.
  mutating func place(of value: Value) -> Int {
    if let place = places[value] { return Int(place) }
    places[value] = Int32(values.count)
    values.append(value)
    return values.count - 1
  }
}
