/// Makes a ``Schema`` of the text of a JSON Schema. It knows the keywords that the plan's schema has
/// and no others: one that it would pass over would be one that does not hold.
struct SchemaReader {
  /// Why the schema cannot be used, for the test that reads it.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let root: YAMLNode

  /// - Parameter text: JSON, which is YAML as well.
  init(_ text: String) throws(PlanError) {
    root = try YAMLDocument(Array(text.utf8), fileName: "schema").root
  }

  /// The schema, and those that `$ref` names.
  func read() throws(Failure) -> SchemaSet {
    var named: [String: Schema] = [:]
    for section in ["$defs", "properties"] {
      for pair in root[section]?.pairs ?? [] {
        named["#/\(section)/\(pair.name)"] = try schema(pair.value)
      }
    }
    return SchemaSet(root: try schema(root), named: named)
  }

  private func schema(_ node: YAMLNode) throws(Failure) -> Schema {
    // `true` is the schema of everything.
    if node.boolean == true { return Schema(Schema.Keywords()) }
    guard let pairs = node.pairs else { throw fail(node, "no schema") }
    var keywords = Schema.Keywords()
    for pair in pairs { try read(pair.name, pair.value, into: &keywords) }
    return Schema(keywords)
  }

  private func read(
    _ name: String, _ value: YAMLNode, into keywords: inout Schema.Keywords
  ) throws(Failure) {
    switch name {
    case "$schema", "$id", "$defs", "description": break
    case "$ref": keywords.reference = value.text
    case "title": keywords.title = value.text
    case "type": keywords.types = value.texts.compactMap(\.text)
    case "const": keywords.constant = value.integer
    case "enum": keywords.choices = value.texts.compactMap(\.text)
    case "not": keywords.isImpossible = value.pairs?.isEmpty == true
    case "pattern":
      guard let pattern = SchemaPattern(value.text ?? "") else { throw fail(value, "pattern") }
      keywords.pattern = pattern
    case "minLength": keywords.minimumLength = value.integer ?? 0
    case "minimum": keywords.minimum = value.number
    case "exclusiveMinimum": keywords.exclusiveMinimum = value.number
    case "maximum": keywords.maximum = value.number
    case "items": keywords.items = try schema(value)
    case "minItems": keywords.minimumCount = value.integer ?? 0
    case "properties":
      for pair in value.pairs ?? [] {
        keywords.names.append(pair.name)
        keywords.properties[pair.name] = try schema(pair.value)
      }
    case "patternProperties":
      for pair in value.pairs ?? [] {
        guard pair.name.hasPrefix("^"), pair.value.boolean == true else { throw fail(value, name) }
        keywords.freePrefixes.append(String(pair.name.dropFirst()))
      }
    case "additionalProperties":
      keywords.others = value.boolean == false ? .nothing : .schema(try schema(value))
    case "propertyNames": keywords.propertyNames = try schema(value)
    case "required": keywords.required = value.texts.compactMap(\.text)
    case "dependentRequired":
      keywords.dependencies = (value.pairs ?? []).map {
        ($0.name, $0.value.texts.compactMap(\.text))
      }
    case "anyOf":
      for branch in value.items ?? [] { keywords.anyOf.append(try schema(branch)) }
    case "oneOf":
      for branch in value.items ?? [] {
        guard branch.pairs?.count == 1, let names = branch["required"]?.items, names.count == 1,
          let required = names[0].text
        else { throw fail(branch, "oneOf of anything but required") }
        keywords.alternatives.append(required)
      }
    default: throw fail(value, "the keyword \(name)")
    }
  }

  private func fail(_ node: YAMLNode, _ what: String) -> Failure {
    Failure(description: "\(node.place.line):\(node.place.column): \(what) is not known")
  }
}
