/// Rules that want different things of one key as one user on one host.
struct RuleContradictions {
  private struct Pair: Hashable, Comparable {
    let first: Int32
    let second: Int32

    static func < (one: Pair, other: Pair) -> Bool {
      (one.second, one.first) < (other.second, other.first)
    }
  }

  /// Each two rules once, however many keys and hosts they share.
  private var examples: [Pair: String] = [:]

  /// Remembers one.
  mutating func note(_ first: Int32, _ second: Int32, example: String) {
    let pair = Pair(first: first, second: second)
    if examples[pair] == nil { examples[pair] = example }
  }

  /// One error for each two rules.
  func errors(in plan: Plan) -> [PlanError] {
    examples.sorted { $0.key < $1.key }.map { pair, example in
      let (first, second) = (plan.rules[Int(pair.first)], plan.rules[Int(pair.second)])
      let what =
        first.expectation == second.expectation
        ? "another command than" : "another outcome than"
      return PlanError(
        .contradiction, in: plan.fileName, at: second.place,
        "this \(second.field) rule wants \(what) the \(first.field) rule in line "
          + "\(first.place.line): both name \(example); leave it out of one of them with !")
    }
  }
}
