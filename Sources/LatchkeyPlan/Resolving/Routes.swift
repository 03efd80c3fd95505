/// The jump hosts of each host.
struct Routes {
  /// More hosts than these in a row are a circle, or might as well be.
  private static let limit = 8

  private let plan: Plan
  private let hosts: [PlanHost]
  private let roster: Roster

  init(_ plan: Plan, hosts: [PlanHost], roster: Roster) {
    self.plan = plan
    self.hosts = hosts
    self.roster = roster
  }

  /// The hosts through which a host is reached, the first of them from this machine. As with
  /// OpenSSH's ProxyJump, the first of a host's own `jump` may have a `jump` itself.
  func route(to host: Int) throws(PlanError) -> [Int] {
    var route: [Int] = []
    var next = host
    while true {
      let jumps = try jumps(of: next)
      guard let first = jumps.first else { return route }
      route = jumps + route
      next = first
      guard route.count <= Self.limit, !route.contains(host) else {
        throw PlanError(
          .contradiction, in: hosts[host].fileName, at: hosts[host].place,
          "\(hosts[host].name.printable): its jump hosts lead in a circle, or there are more than "
            + "\(Self.limit)")
      }
    }
  }

  private func jumps(of host: Int) throws(PlanError) -> [Int] {
    let isOwn = hosts[host].jump != nil
    let file = isOwn ? hosts[host].fileName : plan.fileName
    var found: [Int] = []
    for name in hosts[host].jump ?? plan.defaults.jump ?? [] {
      guard let index = roster.index(of: name.text) else {
        throw PlanError(
          .unknownName, in: file, at: name.place,
          "there is no host \(name.text.quoted) to jump through"
            + Roster.advice(name.text, roster.names))
      }
      // The default way in does not lead through itself.
      if index == host, !isOwn { return [] }
      found.append(index)
    }
    return found
  }
}
