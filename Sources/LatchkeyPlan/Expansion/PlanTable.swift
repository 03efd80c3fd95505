internal import LatchkeyVerifier

/// What all checks of a plan share.
final class PlanTable: Sendable {
  let hosts: [ResolvedHost]
  let keys: [Identity]
  let users: [String]
  let rules: [PlanRule]
  let deadlines: Deadlines

  init(
    hosts: [ResolvedHost], keys: [Identity], users: [String], rules: [PlanRule],
    deadlines: Deadlines
  ) {
    self.hosts = hosts
    self.keys = keys
    self.users = users
    self.rules = rules
    self.deadlines = deadlines
  }

  /// The check of a cell.
  func check(_ cell: PlanCell) -> PlannedCheck {
    let host = hosts[Int(cell.host)]
    let key = keys[Int(cell.key)]
    let user = users[Int(cell.user)]
    let rule = cell.rule < 0 ? nil : rules[Int(cell.rule)]
    var check = AccessCheck(
      id: "\(user)@\(host.name) \(key.name ?? "")", host: host.address, port: host.port, user: user,
      identities: [key], hostKeyPolicy: host.policy, expectation: rule?.expectation ?? .deny,
      deadlines: deadlines, jumps: host.route.map { jump(hosts[$0], key) }, command: rule?.command,
      hostName: host.name)
    check.hostKeyName = host.hostKeyAlias
    return PlannedCheck(check: check, place: rule?.place)
  }

  private func jump(_ host: ResolvedHost, _ key: Identity) -> JumpHost {
    var jump = JumpHost(
      host: host.address, port: host.port, user: host.user ?? "",
      identities: host.jumpKeys?.map { keys[$0] } ?? [key], hostKeyPolicy: host.policy)
    jump.hostKeyName = host.hostKeyAlias
    return jump
  }
}
