internal import LatchkeyVerifier

/// The users of a plan, and which of them there are on which host.
struct UserTable {
  /// All of them, in the order of their checks: those of `users`, those of hosts, then those that
  /// rules name.
  private(set) var names: [String] = []
  private var places: [String: Int] = [:]
  /// Whether the plan says which users there are, so that any other name is a slip.
  private let isClosed: Bool
  private let common: [Int]

  init(_ plan: Plan, hosts: [PlanHost]) {
    isClosed = plan.users != nil || hosts.contains { $0.users != nil }
    var table: [Int] = []
    var names: [String] = []
    var places: [String: Int] = [:]
    func add(_ name: String) -> Int {
      if let known = places[name] { return known }
      places[name] = names.count
      names.append(name)
      return names.count - 1
    }
    for name in plan.users ?? [] { table.append(add(name.text)) }
    for host in hosts {
      for name in host.users ?? [] { _ = add(name.text) }
      if let name = host.user { _ = add(name.text) }
    }
    if let name = plan.defaults.user { _ = add(name.text) }
    if !isClosed {
      for rule in plan.rules {
        for selector in rule.users ?? [] {
          if case .name(let name) = selector.kind, !selector.isExclusion { _ = add(name) }
        }
      }
    }
    self.names = names
    self.places = places
    common = plan.users == nil ? Array(names.indices) : table
  }

  /// Where a name stands.
  func index(of name: String) -> Int? { places[name] }

  /// The users that there are on a host.
  func users(of host: PlanHost) -> [Int] {
    host.users?.compactMap { places[$0.text] } ?? common
  }

  /// Those that a rule names on a host. A name is meant even where the host is not said to have that
  /// user: that it must not get in is a question as well.
  func select(_ selectors: [PlanSelector], on host: PlanHost) -> [Int] {
    let there = users(of: host)
    func found(_ selector: PlanSelector) -> [Int] {
      switch selector.kind {
      case .all: there
      case .name(let name): places[name].map { [$0] } ?? []
      case .pattern(let pattern): there.filter { Wildcard.matches(names[$0], pattern: pattern) }
      case .tag: []
      }
    }
    var chosen: [Int] = []
    if selectors.allSatisfy(\.isExclusion) { chosen = there }
    for selector in selectors where !selector.isExclusion { chosen += found(selector) }
    let excluded = selectors.filter(\.isExclusion).flatMap(found)
    return chosen.filter { !excluded.contains($0) }
  }

  /// What is wrong with a rule's users.
  func mistake(in selector: PlanSelector) -> String? {
    switch selector.kind {
    case .all: return nil
    case .tag: return "\(selector.text.quoted): users have no tags; name them"
    case .pattern(let pattern):
      return names.contains { Wildcard.matches($0, pattern: pattern) }
        ? nil : "no user has a name that fits \(pattern.quoted)"
    case .name(let name):
      return places[name] == nil
        ? "there is no user \(name.quoted)\(Roster.advice(name, names))" : nil
    }
  }
}
