/// The hosts and groups of an Ansible inventory, whatever its form, and what is set for them.
struct AnsibleInventory {
  /// A variable's value as text, and where it stands.
  struct Value {
    let text: String
    let place: YAMLPlace
    /// Whether it is encrypted by Ansible's vault, so that nothing can be said of it.
    var isVaulted = false
  }

  /// A group.
  struct Group {
    var hosts: [String] = []
    var children: [String] = []
    var variables: [String: Value] = [:]
    var place: YAMLPlace?
  }

  let fileName: String
  /// By their names; `all` has what is outside of all.
  private(set) var groups: [String: Group] = ["all": Group()]
  /// The groups' names in their order.
  private(set) var groupNames = ["all"]
  /// The hosts in their order.
  private(set) var hosts: [(name: String, place: YAMLPlace)] = []
  private(set) var hostVariables: [String: [String: Value]] = [:]

  init(fileName: String) { self.fileName = fileName }

  /// Makes a group known.
  mutating func addGroup(_ name: String, at place: YAMLPlace) {
    if groups[name] == nil {
      groupNames.append(name)
      groups[name] = Group()
    }
    if groups[name]?.place == nil { groups[name]?.place = place }
  }

  /// Puts hosts, given by a name or a range (`web[01:50]`, `db:2222`), into a group.
  mutating func addHosts(
    _ pattern: String, to group: String, at place: YAMLPlace, _ variables: [String: Value] = [:]
  ) throws(PlanError) {
    let names: (names: [String], port: String?)
    do {
      names = try HostRange.expand(pattern)
    } catch {
      throw PlanError(.malformedInventory, in: fileName, at: place, error.reason)
    }
    for name in names.names {
      if hostVariables[name] == nil {
        hostVariables[name] = [:]
        hosts.append((name, place))
        guard hosts.count <= HostRange.limit else {
          throw PlanError(
            .boundExceeded, in: fileName, at: place, "more than \(HostRange.limit) hosts")
        }
      }
      groups[group]?.hosts.append(name)
      if let port = names.port {
        hostVariables[name]?["ansible_port"] = Value(text: port, place: place)
      }
      hostVariables[name]?.merge(variables) { $1 }
    }
  }

  /// Makes a group part of another.
  mutating func addChild(_ child: String, to group: String, at place: YAMLPlace) {
    addGroup(child, at: place)
    groups[group]?.children.append(child)
  }

  /// Sets a variable of a group.
  mutating func set(_ name: String, _ value: Value, of group: String) {
    groups[group]?.variables[name] = value
  }

  /// Sets a variable of a host.
  mutating func set(_ name: String, _ value: Value, ofHost host: String) {
    hostVariables[host]?[name] = value
  }
}
