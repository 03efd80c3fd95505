/// The checks that a plan asks for: hosts in the plan's order, then users, then keys.
///
/// A check is made when it is looked at: what is kept of each are sixteen bytes.
public struct PlannedChecks: RandomAccessCollection, Sendable {
  let table: PlanTable
  let cells: [PlanCell]

  public var startIndex: Int { 0 }
  public var endIndex: Int { cells.count }
  public subscript(index: Int) -> PlannedCheck { table.check(cells[index]) }
}
