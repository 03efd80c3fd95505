/// Puts leaves at their paths and lets the folders' listings follow from them, so that what is
/// listed is there and what is there is listed.
struct MetadataTreeBuilder {
  private var leaves: [String: MetadataNode] = [:]
  /// For each folder, the entries of its listing: `ami-id`, `placement/`.
  private var folders: [String: Set<String>] = ["": []]
  /// Entries that a listing shows otherwise than by name: `0/` of `public-keys` is `0=web`.
  private var shownAs: [String: String] = [:]

  /// Adds a text.
  mutating func add(_ path: String, _ text: String) {
    add(path, .leaf(Array(text.utf8), .text))
  }

  /// Adds a text that may not be there.
  mutating func add(_ path: String, _ text: String?) {
    if let text { add(path, text) }
  }

  /// Adds a leaf, and its folders where they are new.
  mutating func add(_ path: String, _ leaf: MetadataNode) {
    leaves[path] = leaf
    var entry = path
    var suffix = ""
    while true {
      let parts = entry.split(separator: "/")
      let parent = parts.dropLast().joined(separator: "/")
      folders[parent, default: []].insert(String(parts.last ?? "") + suffix)
      guard !parent.isEmpty else { return }
      entry = parent
      suffix = "/"
    }
  }

  /// Shows a folder in its parent's listing by another text than its name and a slash.
  mutating func show(_ folder: String, as text: String) { shownAs[folder] = text }

  /// The nodes by path.
  func finish() -> [String: MetadataNode] {
    var nodes = leaves
    for (folder, entries) in folders {
      let lines = entries.sorted(by: Self.isBefore).map { entry in
        let path = folder.isEmpty ? entry : "\(folder)/\(entry)"
        return shownAs[path.hasSuffix("/") ? String(path.dropLast()) : path] ?? entry
      }
      // The top alone lists its folders without a slash, as the real service does.
      let shown =
        folder.isEmpty ? lines.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 } : lines
      nodes[folder] = .listing(Array(shown.joined(separator: "\n").utf8))
    }
    return nodes
  }

  /// By name, but numbers by value: the eleventh key comes after the tenth.
  private static func isBefore(_ left: String, _ right: String) -> Bool {
    if left.hasSuffix("/"), right.hasSuffix("/"), let first = Int(left.dropLast()),
      let second = Int(right.dropLast())
    {
      return first < second
    }
    return left < right
  }
}
