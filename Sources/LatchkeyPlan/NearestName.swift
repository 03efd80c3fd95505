/// Finds what somebody may have meant by a name that there is not.
package enum NearestName {
  /// The name that is nearest to a misspelt one; `nil` where none is near: at most a third of it may
  /// be otherwise. Of several the first.
  package static func of(_ wrong: String, in names: some Sequence<String>) -> String? {
    let letters = Array(wrong.lowercased().utf8.prefix(64))
    var best: (name: String, distance: Int)?
    let bound = max(1, letters.count / 3)
    for name in names {
      let other = Array(name.lowercased().utf8.prefix(64))
      guard abs(other.count - letters.count) <= bound else { continue }
      let distance = distance(letters, other)
      if distance <= min(bound, (best?.distance ?? .max) - 1) { best = (name, distance) }
    }
    return best?.name
  }

  /// How many letters have to be put in, taken out, changed, or exchanged with their neighbour.
  private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var before: [Int] = []
    var last = Array(0...other.count)
    for row in one.indices {
      var line = [row + 1]
      for column in other.indices {
        let isSame = one[row] == other[column]
        var cost = min(last[column] + (isSame ? 0 : 1), line[column] + 1, last[column + 1] + 1)
        if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
          cost = min(cost, before[column - 1] + 1)
        }
        line.append(cost)
      }
      before = last
      last = line
    }
    return last[other.count]
  }
}
