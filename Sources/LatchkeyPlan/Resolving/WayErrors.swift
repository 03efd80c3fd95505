/// Finds the hosts that are asked, or gone through, and reached by a way that is not gone.
struct WayErrors {
  private let hosts: [PlanHost]
  private let table: PlanTable
  private var seen: Set<Int> = []
  private var places: Set<String> = []
  private(set) var errors: [PlanError] = []

  init(_ cells: [PlanCell], hosts: [PlanHost], table: PlanTable) {
    self.hosts = hosts
    self.table = table
    for cell in cells where seen.insert(Int(cell.host)).inserted {
      let host = Int(cell.host)
      look(at: host)
      // The other hosts on the way are reached from the one before.
      if let first = table.hosts[host].route.first, seen.insert(first).inserted { look(at: first) }
    }
  }

  private mutating func look(at host: Int) {
    // One line that a thousand hosts have is one mistake.
    guard let way = hosts[host].unusableWay,
      places.insert("\(way.fileName):\(way.place.line)").inserted
    else { return }
    errors.append(
      PlanError(
        .malformedInventory, in: way.fileName, at: way.place,
        "\(hosts[host].name.printable): \(way.setting) is not followed, and without it another door "
          + "might be tried; give \(way.advice) instead, or the host's jump in the plan (an empty "
          + "list: it is reached directly)"))
  }
}
