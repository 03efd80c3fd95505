internal import LatchkeyKeys
internal import LatchkeyVerifier

/// Keys and servers that a plan has under several names, and the rules that want different outcomes of
/// one key at one server by way of these names.
struct Aliases {
  /// One user with one key at one server, by the first of the places that mean it.
  private struct Door: Hashable {
    let user: Int32
    let key: Int
  }

  private struct Pair: Hashable {
    let first: Int32
    let second: Int32
  }

  /// A server that has several names, once for each.
  private(set) var warnings: [String] = []
  /// Each two rules once.
  private(set) var errors: [PlanError] = []
  private let plan: Plan
  private let hosts: [PlanHost]
  private let table: PlanTable
  private var seen: Set<Pair> = []

  /// - Parameter cells: in the order of hosts.
  init(_ cells: [PlanCell], plan: Plan, hosts: [PlanHost], table: PlanTable) {
    (self.plan, self.hosts, self.table) = (plan, hosts, table)
    // What is offered: a certificate may open what its key does not.
    let keys = Self.firsts(table.keys.map { $0.certificate?.blob ?? $0.publicKey.blob })
    let hasTwins = keys.enumerated().contains { $0.offset != $0.element }
    var ranges = [Range<Int>](repeating: 0..<0, count: table.hosts.count)
    var start = 0
    while start < cells.count {
      let host = cells[start].host
      let end = cells[start...].firstIndex { $0.host != host } ?? cells.count
      ranges[Int(host)] = start..<end
      start = end
    }
    // Those that no check is about, jump hosts for the most part, may well be others' doubles.
    let checked = ranges.indices.filter { !ranges[$0].isEmpty }
    let servers = Self.firsts(checked.map(way(to:)))
    let groups = Dictionary(grouping: checked.indices, by: { servers[$0] })
    for (_, members) in groups.sorted(by: { $0.key < $1.key }) {
      if members.count > 1 { warn(members.map { checked[$0] }) }
      guard members.count > 1 || hasTwins else { continue }
      compare(members.map { ranges[checked[$0]] }, of: cells, keys)
    }
  }

  /// By address and port, and the jump hosts before it. Names are compared as they are: what they lead
  /// to is the resolver's to say, and not always the same.
  private func way(to host: Int) -> String {
    (table.hosts[host].route + [host]).map { place in
      "\(table.hosts[place].address.lowercased()) \(table.hosts[place].port)"
    }.joined(separator: " ")
  }

  /// For each, the place of the first that is the same.
  private static func firsts<Value: Hashable>(_ values: [Value]) -> [Int] {
    var places: [Value: Int] = [:]
    return values.enumerated().map { index, value in
      if let first = places[value] { return first }
      places[value] = index
      return index
    }
  }

  private mutating func warn(_ members: [Int]) {
    let names = members.map { hosts[$0].name.printable }
    let shown =
      names.count > 4 ? names.prefix(3) + ["\(names.count - 3) more hosts"] : names[...]
    let second = hosts[members[1]]
    warnings.append(
      "\(second.fileName):\(second.place.line): \(Array(shown).listed) are the same server")
  }

  private mutating func compare(_ ranges: [Range<Int>], of cells: [PlanCell], _ keys: [Int]) {
    var said: [Door: Int] = [:]
    for range in ranges {
      for index in range {
        let cell = cells[index]
        let door = Door(user: cell.user, key: keys[Int(cell.key)])
        guard let before = said[door] else {
          said[door] = index
          continue
        }
        if expectation(cell) != expectation(cells[before]) { fail(cells[before], cell) }
      }
    }
  }

  private func expectation(_ cell: PlanCell) -> Expectation {
    cell.rule < 0 ? .deny : plan.rules[Int(cell.rule)].expectation
  }

  private mutating func fail(_ one: PlanCell, _ other: PlanCell) {
    let (first, second) = one.rule < other.rule ? (one, other) : (other, one)
    guard seen.insert(Pair(first: first.rule, second: second.rule)).inserted else { return }
    let rule = plan.rules[Int(second.rule)]
    let other =
      first.rule < 0
      ? "strict does"
      : "the \(plan.rules[Int(first.rule)].field) rule in line "
        + "\(plan.rules[Int(first.rule)].place.line)"
    errors.append(
      PlanError(
        .contradiction, in: plan.fileName, at: rule.place,
        "this \(rule.field) rule wants another outcome than \(other): \(name(second)) and "
          + "\(name(first)) are one key at one server; keep one of the names"))
  }

  private func name(_ cell: PlanCell) -> String {
    "\(plan.keys[Int(cell.key)].name) as \(table.users[Int(cell.user)].printable) on "
      + hosts[Int(cell.host)].name.printable
  }
}
