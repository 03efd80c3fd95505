extension ResolvedPlan {
  /// The checks of one part of the plan. The parts of a cut have no check and no host in common, and
  /// all checks together. Where there are fewer hosts than parts, some are empty.
  ///
  /// Hosts of one address and port that are reached in the same way are one host here, whatever their
  /// names: one server, which counts by itself what it bears. The ports of one address may be forwarded
  /// to machines of their own, and may lie in different parts, as may hosts behind one jump host.
  public func checks(of shard: Shard) -> PlannedChecks {
    guard shard.count > 1 else { return checks }
    let table = checks.table
    var counts: [Place: Int] = [:]
    var order: [Place] = []
    let places = table.hosts.map { host in
      Place(address: host.address.lowercased(), port: host.port, route: host.route)
    }
    for cell in checks.cells {
      let place = places[Int(cell.host)]
      if counts[place] == nil { order.append(place) }
      counts[place, default: 0] += 1
    }
    // A place goes where its middle lies, so that each part has its share within one place.
    var shards: [Place: Int] = [:]
    var before = 0
    for place in order {
      let count = counts[place] ?? 0
      let (high, low) = (2 * before + count).multipliedFullWidth(by: shard.count)
      shards[place] = (2 * checks.count).dividingFullWidth((high, low)).quotient + 1
      before += count
    }
    let isMine = places.map { shards[$0] == shard.index }
    let mine = checks.cells.indices.filter { isMine[Int(checks.cells[$0].host)] }
    return PlannedChecks(
      table: table, cells: mine.map { checks.cells[$0] }, places: mine.map(Int32.init))
  }

  /// What a server sees of a host.
  private struct Place: Hashable {
    let address: String
    let port: UInt16
    let route: [Int]
  }
}
