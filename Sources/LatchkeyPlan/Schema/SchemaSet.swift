/// A schema, and those that it refers to.
struct SchemaSet: Sendable {
  let root: Schema
  /// By their references, `#/$defs/port`.
  let named: [String: Schema]

  /// What a schema says, its reference followed. The plan's schema has no keyword beside `$ref`, and
  /// no reference to a mere reference.
  func resolve(_ schema: Schema) -> Schema.Keywords {
    guard let reference = schema.keywords.reference, let target = named[reference] else {
      return schema.keywords
    }
    return target.keywords
  }
}
