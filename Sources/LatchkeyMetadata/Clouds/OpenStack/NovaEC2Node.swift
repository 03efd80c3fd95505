/// A value or a folder of Nova's tree for EC2's clients.
indirect enum NovaEC2Node: Sendable {
  case text(String)
  case number(Int)
  case list([String])
  case bytes([UInt8])
  /// `shownAs` is what the folder above lists in place of the name.
  case folder([String: NovaEC2Node], shownAs: String? = nil)

  /// As the service answers it: a folder is the list of its entries, folders among them with a slash.
  var printed: [UInt8] {
    switch self {
    case .text(let text): Array(text.utf8)
    case .number(let number): Array(String(number).utf8)
    case .list(let list): Array(list.joined(separator: "\n").utf8)
    case .bytes(let bytes): bytes
    case .folder(let entries, _):
      Array(Self.sorted(entries).map(Self.listed).joined(separator: "\n").utf8)
    }
  }

  /// As the config drive has it, where a folder keeps what it is shown as under `_name`.
  var json: JSONTree {
    switch self {
    case .text(let text): .string(text)
    case .number(let number): .number(UInt64(number))
    case .list(let list): .array(list.map { .string($0) })
    case .bytes: .null
    case .folder(let entries, let shownAs):
      .object(
        (shownAs.map { [.init("_name", $0)] } ?? [])
          + Self.sorted(entries).map { .init($0.key, $0.value.json) })
    }
  }

  private static func listed(_ name: String, _ node: Self) -> String {
    guard case .folder(_, let shownAs) = node else { return name }
    return shownAs ?? name + "/"
  }

  /// By name, but keys by their numbers.
  private static func sorted(_ entries: [String: Self]) -> [(key: String, value: Self)] {
    entries.sorted { left, right in
      guard let first = Int(left.key), let second = Int(right.key) else {
        return left.key < right.key
      }
      return first < second
    }
  }
}
