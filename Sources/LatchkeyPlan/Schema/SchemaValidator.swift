/// Holds a YAML file against a ``Schema``, and says in words what does not fit, and where.
struct SchemaValidator {
  private let schemas: SchemaSet
  private let fileName: String
  private(set) var errors: [PlanError] = []

  init(_ schemas: SchemaSet, fileName: String) {
    self.schemas = schemas
    self.fileName = fileName
  }

  /// All that does not fit in a document.
  static func errors(
    in root: YAMLNode, by schemas: SchemaSet, fileName: String
  ) -> [PlanError] {
    var validator = SchemaValidator(schemas, fileName: fileName)
    validator.check(root, schemas.root, path: "")
    return validator.errors
  }

  /// - Parameter path: what leads to the value: `hosts.web-1.port`.
  private mutating func check(_ node: YAMLNode, _ schema: Schema, path: String) {
    // A file of nothing but mistakes has more of them than anybody reads.
    guard errors.count < PlanErrors.limit else { return }
    let keywords = schemas.resolve(schema)
    if let tag = node.foreignTag {
      return fail(
        .unsupported, node,
        path, "the tag \(tag.quoted) has no meaning here; text that begins with ! goes in quotes")
    }
    if keywords.isImpossible { return fail(.wrongValue, node, path, keywords.title ?? "not here") }
    if !keywords.anyOf.isEmpty { return choose(node, keywords, path: path) }
    guard fits(node, keywords) else { return mismatch(node, keywords, path: path) }
    if let items = node.items, let schema = keywords.items {
      for (index, item) in items.enumerated() { check(item, schema, path: "\(path)[\(index + 1)]") }
    }
    if let pairs = node.pairs { check(pairs, of: node, keywords, path: path) }
  }

  /// Several kinds of value are possible: the one of the value's own type is the one that was meant.
  private mutating func choose(_ node: YAMLNode, _ keywords: Schema.Keywords, path: String) {
    let meant = keywords.anyOf.filter { branch in
      let branch = schemas.resolve(branch)
      return branch.types.contains { node.isOf(type: $0) } || !branch.anyOf.isEmpty
    }
    guard let first = meant.first else { return mismatch(node, keywords, path: path) }
    if node.scalar != nil, !fits(node, schemas.resolve(first)) {
      var branch = schemas.resolve(first)
      branch.title = branch.title ?? keywords.title
      return mismatch(node, branch, path: path)
    }
    check(node, first, path: path)
  }

  /// The keywords about the value itself, not about its parts.
  private func fits(_ node: YAMLNode, _ keywords: Schema.Keywords) -> Bool {
    guard keywords.types.isEmpty || keywords.types.contains(where: node.isOf) else { return false }
    if let constant = keywords.constant, node.integer != constant { return false }
    if let choices = keywords.choices, !choices.contains(where: { $0 == node.text }) {
      return false
    }
    if let text = node.text {
      if let pattern = keywords.pattern, !pattern.matches(text) { return false }
      if text.unicodeScalars.count < keywords.minimumLength { return false }
    }
    if let number = node.number {
      if let least = keywords.minimum, !(number >= least) { return false }
      if let bound = keywords.exclusiveMinimum, !(number > bound) { return false }
      if let most = keywords.maximum, !(number <= most) { return false }
    }
    return (node.items?.count ?? .max) >= keywords.minimumCount
  }

  private mutating func check(
    _ pairs: [YAMLNode.Pair], of node: YAMLNode, _ keywords: Schema.Keywords, path: String
  ) {
    for pair in pairs {
      let inner = path.isEmpty ? pair.name.printable : "\(path).\(pair.name.printable)"
      if let names = keywords.propertyNames.map(schemas.resolve), let pattern = names.pattern,
        !pattern.matches(pair.name)
      {
        fail(
          .wrongValue, pair.key, path,
          "found the name \(pair.name.quoted), expected \(names.title ?? "a name")")
      }
      if let schema = keywords.properties[pair.name] {
        check(pair.value, schema, path: inner)
      } else if case .schema(let schema) = keywords.others {
        check(pair.value, schema, path: inner)
      } else if case .nothing = keywords.others,
        !keywords.freePrefixes.contains(where: pair.name.hasPrefix)
      {
        fail(.unknownField, pair.key, path, unknown(pair.name, keywords))
      }
    }
    checkPresence(pairs, of: node, keywords, path: path)
  }

  private mutating func checkPresence(
    _ pairs: [YAMLNode.Pair], of node: YAMLNode, _ keywords: Schema.Keywords, path: String
  ) {
    func isThere(_ name: String) -> Bool { pairs.contains { $0.name == name } }
    for name in keywords.required where !isThere(name) {
      let title = keywords.properties[name].flatMap { schemas.resolve($0).title } ?? "a value"
      fail(.missingField, node, path, "\(name) is missing, expected \(title)")
    }
    for (name, needed) in keywords.dependencies where isThere(name) {
      for other in needed where !isThere(other) {
        fail(.missingField, node, path, "\(name) goes with \(other), which is missing")
      }
    }
    guard !keywords.alternatives.isEmpty else { return }
    let given = keywords.alternatives.filter(isThere)
    if given.count > 1 {
      fail(
        .wrongValue, node, path,
        "found \(given.joined(separator: " and ")), where one of them is enough")
    } else if given.isEmpty {
      fail(.missingField, node, path, "expected one of \(keywords.alternatives.listed(by: "or"))")
    }
  }

  private func unknown(_ name: String, _ keywords: Schema.Keywords) -> String {
    // What is refused with words of its own is nothing to advise.
    let names = keywords.names.filter { known in
      !(keywords.properties[known].map { schemas.resolve($0).isImpossible } ?? false)
    }
    let advice =
      NearestName.of(name, in: names).map { "did you mean \($0)?" }
      ?? "there are \(names.joined(separator: ", "))"
    return "there is no field \(name.quoted); \(advice)"
  }

  private mutating func mismatch(_ node: YAMLNode, _ keywords: Schema.Keywords, path: String) {
    let types = keywords.types + keywords.anyOf.flatMap { schemas.resolve($0).types }
    // What looks like a number or a boolean was meant as text where text is expected.
    let hint =
      node.scalar != nil && node.text == nil && !node.isNull && types.contains("string")
        && !types.contains(where: node.isOf)
      ? "; put it in quotes" : ""
    fail(
      .wrongValue, node, path,
      "found \(node.described), expected \(keywords.title ?? "something else")\(hint)")
  }

  private mutating func fail(
    _ code: PlanError.Code, _ node: YAMLNode, _ path: String, _ reason: String
  ) {
    errors.append(
      PlanError(
        code, in: fileName, at: node.place, path.isEmpty ? reason : "\(path): \(reason)"))
  }
}
