/// A value in a YAML file, and where it stands.
struct YAMLNode: Sendable {
  /// A name and its value in a mapping.
  struct Pair: Sendable {
    let key: YAMLNode
    let value: YAMLNode

    /// The name as text, whatever it looks like: `22:` is named `22`, as in JSON.
    var name: String { key.scalar?.text ?? "" }
  }

  /// What it is.
  enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([Pair])
  }

  let content: Content
  let place: YAMLPlace
  /// The tag of a sequence or mapping that is none of YAML's own; `nil` where there is none.
  var foreignTag: String?

  init(_ content: Content, at place: YAMLPlace, foreignTag: String? = nil) {
    self.content = content
    self.place = place
    self.foreignTag = foreignTag
  }

  /// It as a scalar.
  var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { return scalar }
    return nil
  }

  /// The parts of a sequence; `nil` for anything else.
  var items: [YAMLNode]? {
    if case .sequence(let items) = content { return items }
    return nil
  }

  /// The names and values of a mapping, in their order; `nil` for anything else.
  var pairs: [Pair]? {
    if case .mapping(let pairs) = content { return pairs }
    return nil
  }

  /// The value of a name in a mapping.
  subscript(name: String) -> YAMLNode? { pairs?.first { $0.name == name }?.value }

  /// Whether it says that there is nothing.
  var isNull: Bool {
    if case .null? = scalar?.meaning { return true }
    return false
  }

  /// What it says, if it is text.
  var text: String? {
    guard let scalar, case .text = scalar.meaning else { return nil }
    return scalar.text
  }

  /// What it says, if it is a boolean.
  var boolean: Bool? {
    if case .boolean(let value)? = scalar?.meaning { return value }
    return nil
  }

  /// What it says, if it is an integer.
  var integer: Int? {
    switch scalar?.meaning {
    case .integer(let value): value
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }

  /// What it says, if it is a number.
  var number: Double? {
    switch scalar?.meaning {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The texts of a list, or the one text that stands for a list of one.
  var texts: [YAMLNode] { items ?? [self] }
}
