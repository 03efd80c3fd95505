/// Everything that is wrong with a plan, as far as it can be found at once.
public struct PlanErrors: Error, Sendable, CustomStringConvertible {
  /// More than these are not listed: whoever has a hundred mistakes to mend runs it again.
  static let limit = 100

  /// At least one, by files, then in the order of their places.
  public let errors: [PlanError]

  /// The errors, in order; `nil` where there is none.
  init?(_ found: [PlanError]) {
    guard !found.isEmpty else { return nil }
    let sorted = found.enumerated().sorted { first, second in
      let (one, other) = (first.element, second.element)
      if one.fileName != other.fileName { return one.fileName < other.fileName }
      // What belongs to no place comes first; what stands in one place keeps its order.
      guard let here = one.place, let there = other.place, here != there else {
        return (one.place == nil) == (other.place == nil)
          ? first.offset < second.offset : one.place == nil
      }
      return here < there
    }
    errors = sorted.prefix(Self.limit).map(\.element)
  }

  /// A single one.
  init(_ error: PlanError) { errors = [error] }

  /// One line each.
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
