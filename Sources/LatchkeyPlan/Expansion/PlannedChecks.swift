/// The checks that a plan asks for: hosts in the plan's order, then users, then keys.
///
/// A check is made when it is looked at: what is kept of each are sixteen bytes.
public struct PlannedChecks: RandomAccessCollection, Sendable {
  let table: PlanTable
  let cells: [PlanCell]
  /// The place in the whole plan, from 0, of each of the checks; `nil`: they are the whole plan.
  var places: [Int32]?

  /// The place of each check in the whole plan, from 0.
  public var orders: [Int] { places.map { $0.map(Int.init) } ?? Array(indices) }

  public var startIndex: Int { 0 }
  public var endIndex: Int { cells.count }
  public subscript(index: Int) -> PlannedCheck { table.check(cells[index]) }
}
