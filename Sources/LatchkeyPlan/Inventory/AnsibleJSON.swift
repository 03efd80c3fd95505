/// What `ansible-inventory --list` and inventory programs print: groups with lists of `hosts` and
/// `children`, and what is set for each host in `_meta`.
enum AnsibleJSON {
  /// Reads a file. JSON is YAML as well.
  static func read(_ bytes: [UInt8], into graph: inout AnsibleInventory) throws(PlanError) {
    let root = try YAMLDocument(bytes, fileName: graph.fileName).root
    guard let groups = root.pairs else {
      throw PlanError(
        .malformedInventory, in: graph.fileName, at: root.place,
        "found \(root.described), expected the object that ansible-inventory --list prints")
    }
    for pair in groups where pair.name != "_meta" {
      graph.addGroup(pair.name, at: pair.key.place)
      try group(pair.name, pair.value, into: &graph)
    }
    let hostvars = root["_meta"]?["hostvars"]
    for host in hostvars?.pairs ?? [] {
      // A host of no group is known by what is set for it alone.
      if graph.hostVariables[host.name] == nil {
        try graph.addHosts(host.name, to: "all", at: host.key.place)
      }
      for variable in host.value.pairs ?? [] {
        guard let value = AnsibleYAML.value(variable.value) else { continue }
        graph.set(variable.name, value, ofHost: host.name)
      }
    }
  }

  private static func group(
    _ name: String, _ node: YAMLNode, into graph: inout AnsibleInventory
  ) throws(PlanError) {
    // The short form: a list of hosts.
    if node.items != nil { return try hosts(node, of: name, into: &graph) }
    for pair in try AnsibleYAML.mapping(node, "the group \(name.quoted)", graph) {
      switch pair.name {
      case "hosts": try hosts(pair.value, of: name, into: &graph)
      case "children":
        for child in pair.value.items ?? [] {
          graph.addChild(child.scalar?.text ?? "", to: name, at: child.place)
        }
      case "vars":
        for variable in pair.value.pairs ?? [] {
          if let value = AnsibleYAML.value(variable.value) {
            graph.set(variable.name, value, of: name)
          }
        }
      default: break
      }
    }
  }

  private static func hosts(
    _ node: YAMLNode, of group: String, into graph: inout AnsibleInventory
  ) throws(PlanError) {
    for host in node.items ?? [] {
      guard let name = host.scalar?.text else {
        throw PlanError(
          .malformedInventory, in: graph.fileName, at: host.place,
          "found \(host.described) among the hosts of \(group.quoted), expected a name")
      }
      try graph.addHosts(name, to: group, at: host.place)
    }
  }
}
