/// Ansible's inventories in YAML form: groups, each with `hosts`, `vars` and `children`.
enum AnsibleYAML {
  /// Reads a file.
  static func read(_ bytes: [UInt8], into graph: inout AnsibleInventory) throws(PlanError) {
    let root = try YAMLDocument(bytes, fileName: graph.fileName).root
    guard let groups = root.pairs else {
      throw PlanError(
        .malformedInventory, in: graph.fileName, at: root.place,
        "found \(root.described), expected a mapping of groups, all for example")
    }
    for pair in groups {
      graph.addGroup(pair.name, at: pair.key.place)
      try group(pair.name, pair.value, into: &graph)
    }
  }

  private static func group(
    _ name: String, _ node: YAMLNode, into graph: inout AnsibleInventory
  ) throws(PlanError) {
    if node.isNull { return }
    for pair in try mapping(node, "the group \(name.quoted)", graph) {
      if pair.value.isNull { continue }
      switch pair.name {
      case "hosts":
        for host in try mapping(pair.value, "hosts of \(name.quoted)", graph) {
          let variables =
            host.value.isNull
            ? [] : try mapping(host.value, "the host \(host.name.quoted)", graph)
          var values: [String: AnsibleInventory.Value] = [:]
          for variable in variables { values[variable.name] = value(variable.value) }
          try graph.addHosts(host.name, to: name, at: host.key.place, values)
        }
      case "vars":
        for variable in try mapping(pair.value, "vars of \(name.quoted)", graph) {
          if let value = value(variable.value) { graph.set(variable.name, value, of: name) }
        }
      case "children":
        for child in try mapping(pair.value, "children of \(name.quoted)", graph) {
          graph.addChild(child.name, to: name, at: child.key.place)
          try group(child.name, child.value, into: &graph)
        }
      default:
        throw PlanError(
          .malformedInventory, in: graph.fileName, at: pair.key.place,
          "\(pair.name.quoted) in the group \(name.quoted); expected hosts, vars or children")
      }
    }
  }

  /// A variable as text; lists and mappings mean nothing here, but for those by which
  /// `ansible-inventory --list` says that a text is not to be evaluated, or is encrypted.
  static func value(_ node: YAMLNode) -> AnsibleInventory.Value? {
    if let marked = node["__ansible_unsafe"] { return value(marked) }
    let isVaulted = node.foreignTag == "!vault" || node["__ansible_vault"] != nil
    guard let text = isVaulted ? "" : node.scalar?.text, isVaulted || !node.isNull else {
      return nil
    }
    return AnsibleInventory.Value(text: text, place: node.place, isVaulted: isVaulted)
  }

  /// The names and values of what has to be a mapping.
  static func mapping(
    _ node: YAMLNode, _ what: String, _ graph: AnsibleInventory
  ) throws(PlanError) -> [YAMLNode.Pair] {
    if let pairs = node.pairs { return pairs }
    throw PlanError(
      .malformedInventory, in: graph.fileName, at: node.place,
      "\(what): found \(node.described), expected a mapping")
  }
}
