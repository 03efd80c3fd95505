/// How often each case of an enumeration was seen.
///
/// Not a dictionary: that would hash the case's name each time.
struct Tally<Case: CaseIterable & Equatable & Sendable>: Sendable, Hashable
where Case.AllCases == [Case] {
  private var counts = [Int](repeating: 0, count: Case.allCases.count)

  /// How many were seen.
  var total: Int { counts.reduce(0, +) }

  /// Takes one more.
  mutating func add(_ one: Case) {
    if let index = Case.allCases.firstIndex(of: one) { counts[index] += 1 }
  }

  /// How many of one case were seen.
  func count(_ one: Case) -> Int { Case.allCases.firstIndex(of: one).map { counts[$0] } ?? 0 }
}
