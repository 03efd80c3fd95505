/// The forms in which GCE gives out what lies at a path.
extension GCENode {
  /// A folder's entries, one a line, folders with a slash; another node's own text.
  var plain: String {
    switch self {
    case .folder, .numbered:
      entries.map { $0.name + ($0.node.isFolder ? "/\n" : "\n") }.joined()
    case .list(let texts, _): texts.map { $0 + "\n" }.joined()
    case .text(let text): text
    case .number(let number): "\(number)"
    case .token, .identity: ""
    }
  }

  /// Everything from here on as JSON; `nil` for what is part of no folder's content.
  var json: JSONTree? {
    switch self {
    case .folder(let entries, let namesAreOwn):
      .object(
        entries.compactMap { entry in
          entry.node.json.map {
            JSONTree.Member(namesAreOwn ? entry.name : Self.camelCase(entry.name), $0)
          }
        })
    case .numbered(let nodes): .array(nodes.compactMap(\.json))
    case .list(let texts, _): .array(texts.map { .string($0) })
    case .text(let text): .string(text)
    case .number(let number): .number(number)
    case .token, .identity: nil
    }
  }

  /// Everything from here on as text: a path, a space and the value a line.
  func paths(below path: String = "") -> String {
    switch self {
    case .folder, .numbered:
      entries.map { $0.node.paths(below: path.isEmpty ? $0.name : "\(path)/\($0.name)") }.joined()
    case .list(let texts, _): texts.map { Self.line(path, $0) }.joined()
    case .text, .number: Self.line(path, plain)
    case .token, .identity: ""
    }
  }

  /// The paths of all that is no folder, with what lies there; what is made for an audience is not
  /// among them.
  func leaves(below path: String = "") -> [(path: String, node: GCENode)] {
    switch self {
    case .folder, .numbered:
      entries.flatMap { $0.node.leaves(below: path.isEmpty ? $0.name : "\(path)/\($0.name)") }
    case .identity: []
    case .list, .text, .number, .token: [(path, self)]
    }
  }

  private static func line(_ path: String, _ value: String) -> String {
    path.isEmpty ? value : "\(path) \(value)\n"
  }

  /// `access-configs` is `accessConfigs`.
  private static func camelCase(_ name: String) -> String {
    let words = name.split(separator: "-")
    return
      (words.prefix(1)
      + words.dropFirst().map { Substring($0.prefix(1).uppercased()) + $0.dropFirst() })
      .joined()
  }
}
