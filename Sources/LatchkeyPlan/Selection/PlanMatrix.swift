internal import LatchkeyVerifier

/// What the rules of a plan say of every key, user and host.
struct PlanMatrix {
  /// More checks than these are a slip of a pattern: at a thousand a second they would take an hour.
  static let limit = 4_000_000
  /// How often rules may name a check, or a host: those that say the same again and again are a slip.
  private static let workLimit = 64_000_000

  /// What is said, hosts in the plan's order, then users, then keys.
  private(set) var cells: [PlanCell] = []
  /// What is wrong with the rules.
  private(set) var errors: [PlanError] = []
  /// The users' names, by the places that cells give.
  var users: [String] { table.names }

  private let plan: Plan
  private let hosts: [PlanHost]
  private let table: UserTable
  private var contradictions = RuleContradictions()
  private var work = 0

  /// - Parameter hosts: those of the plan and its inventories.
  init(_ plan: Plan, hosts: [PlanHost]) {
    self.plan = plan
    self.hosts = hosts
    table = UserTable(plan, hosts: hosts)
    let keyRoster = Roster(keys: plan.keys)
    let hostRoster = Roster(hosts: hosts)
    var keys: [[Int]] = []
    var rules = [[Int32]](repeating: [], count: hosts.count)
    for (index, rule) in plan.rules.enumerated() {
      keys.append(select(rule.keys, keyRoster))
      let chosen = select(rule.hosts, hostRoster)
      for host in chosen { rules[host].append(Int32(index)) }
      checkUsers(of: rule)
      work += chosen.count
      guard work <= Self.workLimit else {
        tooMuch(rule.place)
        return
      }
    }
    guard errors.isEmpty else { return }
    for host in hosts.indices {
      fill(Int32(host), rules: rules[host], keys: keys)
      guard cells.count <= Self.limit, work <= Self.workLimit else {
        tooMuch(hosts[host].place)
        return
      }
    }
    errors += contradictions.errors(in: plan)
  }

  /// What is wrong with the names of keys, where the hosts are not known yet.
  static func nameErrors(in plan: Plan) -> [PlanError] {
    let roster = Roster(keys: plan.keys)
    var errors: [PlanError] = []
    for rule in plan.rules {
      _ = roster.select(rule.keys) { selector, reason in
        errors.append(PlanError(.unknownName, in: plan.fileName, at: selector.place, reason))
      }
    }
    return errors
  }

  private mutating func select(_ selectors: [PlanSelector], _ roster: Roster) -> [Int] {
    var mistakes: [(PlanSelector, String)] = []
    let found = roster.select(selectors) { mistakes.append(($0, $1)) }
    for (selector, reason) in mistakes { fail(.unknownName, selector.place, reason) }
    return found
  }

  private mutating func checkUsers(of rule: PlanRule) {
    for selector in rule.users ?? [] {
      if let reason = table.mistake(in: selector) { fail(.unknownName, selector.place, reason) }
    }
  }

  /// Adds the cells of one host.
  private mutating func fill(_ host: Int32, rules: [Int32], keys: [[Int]]) {
    let planned = hosts[Int(host)]
    var said: [UInt64: Int32] = [:]
    for rule in rules {
      for user in users(of: plan.rules[Int(rule)], on: planned) {
        work += keys[Int(rule)].count
        guard work <= Self.workLimit else { return }
        for key in keys[Int(rule)] {
          let cell = UInt64(user) << 32 | UInt64(key)
          if let before = said[cell] {
            note(PlanCell(host: host, user: Int32(user), key: Int32(key), rule: rule), before)
          } else {
            said[cell] = rule
          }
        }
      }
    }
    if plan.isStrict, !planned.isJumpOnly {
      for user in table.users(of: planned) {
        for key in plan.keys.indices {
          let cell = UInt64(user) << 32 | UInt64(key)
          if said[cell] == nil { said[cell] = -1 }
        }
      }
    }
    for cell in said.keys.sorted() {
      cells.append(
        PlanCell(
          host: host, user: Int32(cell >> 32), key: Int32(cell & 0xffff_ffff),
          rule: said[cell] ?? -1))
    }
  }

  private mutating func users(of rule: PlanRule, on host: PlanHost) -> [Int] {
    if let selectors = rule.users { return table.select(selectors, on: host) }
    if let user = (host.user ?? plan.defaults.user).flatMap({ table.index(of: $0.text) }) {
      return [user]
    }
    // Once is enough for each rule.
    if !errors.contains(where: { $0.place == rule.place }) {
      fail(
        .missingField, rule.place,
        "no users in this rule, and \(host.name.printable) has no user of its own; add users to the "
          + "rule, or user to the host or to defaults")
    }
    return []
  }

  private mutating func note(_ cell: PlanCell, _ before: Int32) {
    let (first, second) = (plan.rules[Int(before)], plan.rules[Int(cell.rule)])
    if first.expectation == second.expectation, first.command == second.command { return }
    contradictions.note(
      before, cell.rule,
      example: "\(plan.keys[Int(cell.key)].name) as \(users[Int(cell.user)].printable) on "
        + hosts[Int(cell.host)].name.printable)
  }

  private mutating func tooMuch(_ place: YAMLPlace) {
    fail(
      .boundExceeded, place,
      "the rules ask for more than \(Self.limit) checks, or for the same ones again and again")
  }

  private mutating func fail(_ code: PlanError.Code, _ place: YAMLPlace?, _ reason: String) {
    errors.append(PlanError(code, in: plan.fileName, at: place, reason))
  }
}
