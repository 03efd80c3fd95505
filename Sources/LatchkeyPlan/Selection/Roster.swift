internal import LatchkeyVerifier

/// The names that rules may use, of keys or of hosts, with their tags.
struct Roster {
  /// What they are, for errors: `key` or `host`.
  let what: String
  let names: [String]
  private let tags: [[String]]
  private let hidden: [Bool]
  private let places: [String: Int]
  private let byTag: [String: [Int]]

  /// - Parameter hidden: those that are meant only where they are named.
  init(_ what: String, names: [String], tags: [[String]], hidden: [Bool]) {
    self.what = what
    self.names = names
    self.tags = tags
    self.hidden = hidden
    var places: [String: Int] = [:]
    var byTag: [String: [Int]] = [:]
    for (index, name) in names.enumerated() {
      places[name] = index
      for tag in tags[index] where !hidden[index] { byTag[tag, default: []].append(index) }
    }
    self.places = places
    self.byTag = byTag
  }

  /// The keys of a plan.
  init(keys: [PlanKey]) {
    self.init(
      "key", names: keys.map(\.name), tags: keys.map(\.tags), hidden: keys.map { _ in false })
  }

  /// The hosts of a plan and of its inventories.
  init(hosts: [PlanHost]) {
    self.init(
      "host", names: hosts.map(\.name), tags: hosts.map(\.tags), hidden: hosts.map(\.isJumpOnly))
  }

  /// Where a name stands.
  func index(of name: String) -> Int? { places[name] }

  /// Those that selectors name, in their order; where all selectors leave out, all others.
  ///
  /// - Parameter fail: called for each selector that names nothing.
  func select(_ selectors: [PlanSelector], fail: (PlanSelector, String) -> Void) -> [Int] {
    var isChosen = [Bool](repeating: selectors.allSatisfy(\.isExclusion), count: names.count)
    if isChosen.first == true { for index in names.indices { isChosen[index] = !hidden[index] } }
    for selector in selectors where !selector.isExclusion {
      for index in found(selector, fail: fail) { isChosen[index] = true }
    }
    for selector in selectors where selector.isExclusion {
      for index in found(selector, fail: fail) { isChosen[index] = false }
    }
    return names.indices.filter { isChosen[$0] }
  }

  private func found(
    _ selector: PlanSelector, fail: (PlanSelector, String) -> Void
  ) -> [Int] {
    let found: [Int]
    switch selector.kind {
    case .all: found = names.indices.filter { !hidden[$0] }
    case .name(let name): found = places[name].map { [$0] } ?? []
    case .tag(let tag): found = byTag[tag] ?? tagged(pattern: tag)
    case .pattern(let pattern):
      found = names.indices.filter {
        !hidden[$0] && Wildcard.matches(names[$0], pattern: pattern)
      }
    }
    if found.isEmpty { fail(selector, nothing(selector)) }
    return found
  }

  private func tagged(pattern: String) -> [Int] {
    guard pattern.contains("*") || pattern.contains("?") else { return [] }
    return names.indices.filter { index in
      !hidden[index] && tags[index].contains { Wildcard.matches($0, pattern: pattern) }
    }
  }

  private func nothing(_ selector: PlanSelector) -> String {
    switch selector.kind {
    case .all: return "all: the plan has no \(what)"
    case .pattern(let pattern): return "no \(what) has a name that fits \(pattern.quoted)"
    case .name(let name):
      return "there is no \(what) \(name.quoted)\(Self.advice(name, names))"
    case .tag(let tag):
      return "no \(what) has the tag \(tag.quoted)\(Self.advice(tag, byTag.keys.sorted()))"
    }
  }

  /// What may have been meant: `; did you mean alice?`, or what there is.
  static func advice(_ name: String, _ names: [String]) -> String {
    if let near = NearestName.of(name, in: names) { return "; did you mean \(near.printable)?" }
    guard !names.isEmpty, names.count <= 12 else { return "" }
    return "; there are \(names.map(\.printable).listed)"
  }
}
