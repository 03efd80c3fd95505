/// A JSON Schema (draft 2020-12), of the keywords that the plan's has. `SchemaReader` makes it.
final class Schema: Sendable {
  /// What a name that `properties` does not have may have for a value.
  enum Others: Sendable {
    case anything, nothing
    case schema(Schema)
  }

  /// The keywords; those that are not in the schema have no effect.
  struct Keywords: Sendable {
    /// `$ref`, always `#/…` into the same schema.
    var reference: String?
    /// What is expected, as errors say it.
    var title: String?
    var types: [String] = []
    var constant: Int?
    var choices: [String]?
    var isImpossible = false
    var pattern: SchemaPattern?
    var minimumLength = 0
    var minimum: Double?
    var exclusiveMinimum: Double?
    var maximum: Double?
    var items: Schema?
    var minimumCount = 0
    var properties: [String: Schema] = [:]
    /// The names of `properties`, in their order.
    var names: [String] = []
    /// Prefixes of names whose values are anything.
    var freePrefixes: [String] = []
    var others = Others.anything
    var propertyNames: Schema?
    var required: [String] = []
    var dependencies: [(name: String, needed: [String])] = []
    var anyOf: [Schema] = []
    /// The names of `oneOf`, each branch of which requires one.
    var alternatives: [String] = []
  }

  let keywords: Keywords

  init(_ keywords: Keywords) { self.keywords = keywords }
}
