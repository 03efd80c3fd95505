extension AnsibleInventory {
  /// The hosts as a plan has them: the groups are their tags. Those that are no SSH server are left
  /// out, with a warning.
  func planHosts() throws(PlanError) -> (hosts: [PlanHost], warnings: [String]) {
    let membership = try membership()
    var found: [PlanHost] = []
    var warnings: [String] = []
    for (name, place) in hosts {
      let groups = membership[name] ?? []
      var variables = self.groups["all"]?.variables ?? [:]
      // From the outside to the inside, and the host's own last.
      for group in groups { variables.merge(self.groups[group]?.variables ?? [:]) { $1 } }
      variables.merge(hostVariables[name] ?? [:]) { $1 }
      let connection = variables["ansible_connection"]?.text ?? "ssh"
      guard
        ["ssh", "smart", "paramiko", "paramiko_ssh", "ansible.builtin.ssh"].contains(connection)
      else {
        warnings.append(
          "\(fileName):\(place.line): \(name.printable) is left out: it is reached by "
            + "\(connection.printable), not by ssh")
        continue
      }
      var host = try planHost(name, place, variables)
      host.unusableWay = unusableWay(variables)
      // A group that is a part of two is there once; the outermost come first.
      host.tags = groups
      found.append(host)
    }
    return (found, warnings)
  }

  /// Whether ssh's arguments lead through others: `-J`, ProxyJump or ProxyCommand.
  private func unusableWay(_ variables: [String: Value]) -> UnusableWay? {
    let names = ["ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args"]
    for name in names {
      guard let value = variables[name] else { continue }
      let text = value.text.lowercased()
      guard
        text.contains("proxyjump") || text.contains("proxycommand")
          || value.text.split(whereSeparator: \.isWhitespace).contains(where: { $0.hasPrefix("-J") }
          )
      else { continue }
      return UnusableWay(
        setting: name, advice: "its jump hosts", fileName: fileName, place: value.place)
    }
    return nil
  }

  private func planHost(
    _ name: String, _ place: YAMLPlace, _ variables: [String: Value]
  ) throws(PlanError) -> PlanHost {
    var host = PlanHost(name: name, fileName: fileName, place: place)
    func value(_ short: String) throws(PlanError) -> Value? {
      guard let value = variables["ansible_\(short)"] ?? variables["ansible_ssh_\(short)"] else {
        return nil
      }
      guard !value.isVaulted, !value.text.contains("{{") else {
        let what =
          value.isVaulted ? "is encrypted" : "is a template, and templates are not evaluated"
        throw PlanError(
          .malformedInventory, in: fileName, at: value.place,
          "\(name.printable): ansible_\(short) \(what); give its value, or the host in the plan")
      }
      return value
    }
    if let address = try value("host") {
      if let found = AddressWithPort(address.text) {
        throw PlanError(
          .malformedInventory, in: fileName, at: address.place,
          "\(name.printable): ansible_host \(found.mistake("ansible_port"))")
      }
      host.address = address.text
    }
    if let port = try value("port") {
      guard let number = UInt16(port.text), number > 0 else {
        throw PlanError(
          .malformedInventory, in: fileName, at: port.place,
          "\(name.printable): ansible_port is \(port.text.quoted), expected a TCP port, 1 to 65535")
      }
      host.port = number
    }
    if let user = try value("user") { host.user = PlanName(user.text, at: user.place) }
    return host
  }

  /// The groups of each host, those of their groups included, `all` and `ungrouped` left out: the
  /// outermost first, and among equals by name, which is the order in which Ansible lets their
  /// variables override one another.
  private func membership() throws(PlanError) -> [String: [String]] {
    let depths = try depths()
    var parents: [String: [String]] = [:]
    for name in groupNames {
      for child in groups[name]?.children ?? [] { parents[child, default: []].append(name) }
    }
    // The outer groups first, so that what lies around each is known.
    var ancestry: [String: Set<String>] = [:]
    for name in groupNames.sorted(by: { (depths[$0] ?? 0) < (depths[$1] ?? 0) }) {
      ancestry[name] = (parents[name] ?? []).reduce(into: [name]) { all, parent in
        all.formUnion(ancestry[parent] ?? [])
      }
    }
    var sets: [String: Set<String>] = [:]
    for name in groupNames {
      let all = ancestry[name] ?? []
      for host in groups[name]?.hosts ?? [] { sets[host, default: []].formUnion(all) }
    }
    func priority(_ name: String) -> Int {
      groups[name]?.variables["ansible_group_priority"].flatMap { Int($0.text) } ?? 1
    }
    let order = groupNames.filter { $0 != "all" && $0 != "ungrouped" }.sorted {
      (depths[$0] ?? 1, priority($0), $0) < (depths[$1] ?? 1, priority($1), $1)
    }
    let rank = [String: Int](uniqueKeysWithValues: zip(order, order.indices))
    return sets.mapValues { set in
      set.filter { rank[$0] != nil }.sorted { (rank[$0] ?? 0) < (rank[$1] ?? 0) }
    }
  }

  /// How far inside each group lies; a circle of groups is an error.
  private func depths() throws(PlanError) -> [String: Int] {
    var depths: [String: Int] = [:]
    var waiting: [String: Int] = [:]
    for name in groupNames {
      for child in groups[name]?.children ?? [] { waiting[child, default: 0] += 1 }
    }
    var ready = groupNames.filter { waiting[$0] == nil }
    var done = 0
    while let name = ready.popLast() {
      done += 1
      let depth = depths[name] ?? (name == "all" ? 0 : 1)
      depths[name] = depth
      for child in groups[name]?.children ?? [] {
        depths[child] = max(depths[child] ?? 1, depth + 1)
        waiting[child, default: 1] -= 1
        if waiting[child] == 0 { ready.append(child) }
      }
    }
    guard done == groupNames.count else {
      let stuck = groupNames.first { (waiting[$0] ?? 0) > 0 } ?? ""
      throw PlanError(
        .malformedInventory, in: fileName, at: groups[stuck]?.place,
        "the group \(stuck.quoted) is, by way of its children, a part of itself")
    }
    return depths
  }
}
