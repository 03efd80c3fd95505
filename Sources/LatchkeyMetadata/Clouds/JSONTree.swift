import LatchkeyJSON

/// A JSON text (RFC 8259) whose members keep their order, and that can be walked by path.
indirect enum JSONTree: Hashable, Sendable {
  case null
  case string(String)
  case number(UInt64)
  case array([JSONTree])
  case object([Member])

  /// A name and its value.
  struct Member: Hashable, Sendable {
    let name: String
    let value: JSONTree

    init(_ name: String, _ value: JSONTree) {
      self.name = name
      self.value = value
    }

    init(_ name: String, _ value: String) { self.init(name, .string(value)) }
  }

  /// An object of strings, in order.
  static func object(_ members: KeyValuePairs<String, String>) -> JSONTree {
    .object(members.map { Member($0.key, $0.value) })
  }

  /// What a member's name, or an index, leads to; `nil` where there is no such thing.
  subscript(name: String) -> JSONTree? {
    switch self {
    case .object(let members): members.first { $0.name == name }?.value
    case .array(let values): Int(name).flatMap { values.indices.contains($0) ? values[$0] : nil }
    case .null, .string, .number: nil
    }
  }

  /// The text as bytes.
  var bytes: [UInt8] { Array(text.utf8) }

  /// The text, without white space between its parts.
  var text: String {
    switch self {
    case .null: "null"
    case .string(let text): Self.quoted(text)
    case .number(let number): "\(number)"
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.name) + ":" + $0.value.text }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String { JSONValue.string(text).text }
}
