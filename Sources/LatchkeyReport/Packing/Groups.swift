/// Things by the group that each belongs to; in a group, in the order in which they came.
struct Groups {
  private var order: [Int32]
  private var starts: [Int]

  /// Puts things together.
  ///
  /// - Parameters:
  ///   - groups: the group of each thing, counted from 0.
  ///   - count: how many groups there are.
  init(_ groups: some Collection<Int32>, count: Int) {
    starts = Array(repeating: 0, count: count + 1)
    for group in groups { starts[Int(group) + 1] += 1 }
    for group in 0..<count { starts[group + 1] += starts[group] }
    var next = starts
    order = Array(repeating: 0, count: groups.count)
    for (thing, group) in groups.enumerated() {
      order[next[Int(group)]] = Int32(thing)
      next[Int(group)] += 1
    }
  }

  /// The things of a group, by their places.
  subscript(group: Int) -> some Collection<Int> {
    order[starts[group]..<starts[group + 1]].lazy.map { Int($0) }
  }
}
