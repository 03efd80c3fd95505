extension YAMLNode {
  /// Whether it is of a type of JSON Schema's. An integer is a number as well, and so is `1.0` an
  /// integer.
  func isOf(type: String) -> Bool {
    switch content {
    case .sequence: return type == "array"
    case .mapping: return type == "object"
    case .scalar(let scalar):
      switch scalar.meaning {
      case .null: return type == "null"
      case .boolean: return type == "boolean"
      case .integer: return type == "integer" || type == "number"
      case .number(let value):
        return type == "number" || (type == "integer" && value.rounded() == value)
      case .text: return type == "string"
      }
    }
  }

  /// What it is, for an error: `the number 70000`, `the text "ssh"`, `a list`. What may be a key is
  /// not shown.
  var described: String {
    switch content {
    case .sequence(let items): return items.isEmpty ? "an empty list" : "a list"
    case .mapping: return "a mapping"
    case .scalar(let scalar):
      switch scalar.meaning {
      case .null: return "nothing"
      case .boolean: return scalar.text
      case .integer, .number: return "the number \(scalar.text.printable)"
      case .text where scalar.text.isEmpty: return "an empty text"
      case .text where scalar.text.utf8.count > 40:
        return "a text of \(scalar.text.count) characters"
      case .text: return "the text \(scalar.text.quoted)"
      }
    }
  }
}
