public import LatchkeyVerifier

/// The checks that a plan asks for: hosts in the plan's order, then users, then keys.
///
/// A check is made when it is looked at: what is kept of each are sixteen bytes.
public struct PlannedChecks: RandomAccessCollection, Sendable {
  let table: PlanTable
  let cells: [PlanCell]
  /// The place in the whole plan, from 0, of each of the checks; `nil`: they are the whole plan.
  var places: [Int32]?

  public var startIndex: Int { 0 }
  public var endIndex: Int { cells.count }
  public subscript(index: Int) -> PlannedCheck { table.check(cells[index]) }

  /// How long each stage of any of them may take.
  public var deadlines: Deadlines { table.deadlines }

  /// The place of a check in the whole plan, from 0.
  public func order(of index: Int) -> Int { places.map { Int($0[index]) } ?? index }
}
