/// What lies at one path of GCE's metadata.
indirect enum GCENode: Hashable, Sendable {
  /// A folder whose entries have names. In JSON these are spelled in camelCase, unless they are
  /// somebody's own: attributes, and the accounts' addresses.
  case folder([Entry], namesAreOwn: Bool = false)
  /// A folder whose entries are numbered from 0.
  case numbered([GCENode])
  /// Texts that are asked for together.
  case list([String], isJSON: Bool = false)
  /// A text.
  case text(String)
  /// A number, which in JSON is one.
  case number(UInt64)
  /// The access token of a service account: listed, but part of no folder's content.
  case token
  /// The identity token of a service account, which is made for an audience; as ``token``.
  case identity(account: String)

  /// An entry of a folder.
  struct Entry: Hashable, Sendable {
    let name: String
    let node: GCENode

    init(_ name: String, _ node: GCENode) {
      self.name = name
      self.node = node
    }

    init(_ name: String, _ text: String) { self.init(name, .text(text)) }
  }

  /// Whether it is a folder: its path then ends in a slash.
  var isFolder: Bool {
    switch self {
    case .folder, .numbered: true
    case .list, .text, .number, .token, .identity: false
    }
  }

  /// What lies at a path below.
  func node(at path: some Collection<String>) -> GCENode? {
    guard let name = path.first else { return self }
    let next: GCENode? =
      switch self {
      case .folder(let entries, _): entries.first { $0.name == name }?.node
      case .numbered(let nodes):
        Int(name).flatMap { nodes.indices.contains($0) ? nodes[$0] : nil }
      case .list, .text, .number, .token, .identity: nil
      }
    return next?.node(at: path.dropFirst())
  }

  /// What lies right below, by name.
  var entries: [Entry] {
    switch self {
    case .folder(let entries, _): entries
    case .numbered(let nodes): nodes.enumerated().map { Entry("\($0.offset)", $0.element) }
    case .list, .text, .number, .token, .identity: []
    }
  }
}
