/// Ansible's inventories in INI form:
///
///     web.example.org ansible_port=2222       a host, in no group
///     [web]                                   a group's hosts
///     web[01:50] ansible_user=deploy
///     [web:vars]                              what is set for all of them
///     ansible_host=…
///     [production:children]                   the groups of a group
///     web
enum AnsibleINI {
  private enum Section {
    case hosts, variables, children
  }

  /// Reads a file.
  static func read(_ bytes: [UInt8], into graph: inout AnsibleInventory) throws(PlanError) {
    guard let content = String(validating: bytes, as: UTF8.self) else {
      throw PlanError(.malformedInventory, in: graph.fileName, at: nil, "bytes that are not UTF-8")
    }
    var group = "ungrouped"
    var section = Section.hosts
    graph.addGroup(group, at: YAMLPlace(line: 1, column: 1))
    let lines = content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let text = line.trimmingBlanks
      let column = line.prefix { $0 == " " || $0 == "\t" }.count + 1
      let place = YAMLPlace(line: index + 1, column: column)
      guard let first = text.first, first != "#", first != ";" else { continue }
      if first == "[", let header = header(text) {
        (group, section) = try Self.section(header, at: place, in: graph.fileName)
        graph.addGroup(group, at: place)
        continue
      }
      switch section {
      case .hosts: try host(text, at: place, group: group, into: &graph)
      case .variables: try variable(text, at: place, group: group, into: &graph)
      case .children:
        let name = text.prefix { $0 != "#" }.trimmingBlanks
        graph.addChild(String(name), to: group, at: place)
      }
    }
  }

  /// The inside of `[…]`. A range stands at the beginning of a line as well, with more behind it.
  private static func header(_ text: Substring) -> Substring? {
    let line = text.prefix { $0 != "#" }.trimmingBlanks
    guard line.hasSuffix("]") else { return nil }
    let inside = line.dropFirst().dropLast()
    return inside.contains("]") || inside.contains("[") ? nil : inside
  }

  private static func section(
    _ header: Substring, at place: YAMLPlace, in fileName: String
  ) throws(PlanError) -> (String, Section) {
    let parts = header.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let isName = !name.isEmpty && !name.contains(where: \.isWhitespace)
    switch parts.count == 2 ? parts[1] : "hosts" {
    case "hosts" where isName: return (name, .hosts)
    case "vars" where isName: return (name, .variables)
    case "children" where isName: return (name, .children)
    default:
      throw PlanError(
        .malformedInventory, in: fileName, at: place,
        "[\(String(header).printable)] is no section; expected [GROUP], [GROUP:vars] or "
          + "[GROUP:children]")
    }
  }

  private static func host(
    _ text: Substring, at place: YAMLPlace, group: String, into graph: inout AnsibleInventory
  ) throws(PlanError) {
    guard let words = ShellWords.split(text, commentsBegin: true) else {
      throw PlanError(
        .malformedInventory, in: graph.fileName, at: place, "a quotation that does not end")
    }
    guard let pattern = words.first else { return }
    var variables: [String: AnsibleInventory.Value] = [:]
    for word in words.dropFirst() {
      guard let equals = word.firstIndex(of: "="), equals != word.startIndex else {
        throw PlanError(
          .malformedInventory, in: graph.fileName, at: place,
          "\(word.quoted) behind the host \(pattern.quoted); expected NAME=VALUE")
      }
      variables[String(word[..<equals])] = AnsibleInventory.Value(
        text: String(word[equals...].dropFirst()), place: place)
    }
    try graph.addHosts(pattern, to: group, at: place, variables)
  }

  private static func variable(
    _ text: Substring, at place: YAMLPlace, group: String, into graph: inout AnsibleInventory
  ) throws(PlanError) {
    guard let equals = text.firstIndex(of: "=") else {
      throw PlanError(
        .malformedInventory, in: graph.fileName, at: place,
        "\(String(text).quoted) among the variables of \(group.printable); expected NAME=VALUE")
    }
    var value = text[equals...].dropFirst().trimmingBlanks
    if value.count > 1, let quote = value.first, quote == "\"" || quote == "'", value.last == quote
    {
      value = value.dropFirst().dropLast()
    }
    graph.set(
      String(text[..<equals].trimmingBlanks),
      AnsibleInventory.Value(text: String(value), place: place), of: group)
  }
}
