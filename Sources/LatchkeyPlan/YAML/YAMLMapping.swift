/// A mapping in the making: its names stand once, and `<<` brings in another's.
struct YAMLMapping {
  /// What is in it, in the order of the file; what was merged in stands where `<<` does.
  private(set) var pairs: [YAMLNode.Pair] = []
  private let fileName: String
  private var places: [String: YAMLPlace] = [:]
  private var merged: [String: Int] = [:]
  private var mergedCount = 0

  init(fileName: String) { self.fileName = fileName }

  /// Adds a name and its value.
  mutating func add(
    _ key: YAMLNode, at place: YAMLPlace, _ value: YAMLNode
  ) throws(PlanError) {
    guard let name = key.scalar else {
      throw PlanError(
        .unsupported, in: fileName, at: place,
        "a list or mapping, where the name of a field is expected; text that begins with [ or { "
          + "goes in quotes")
    }
    if let first = places[name.text] {
      throw PlanError(
        .duplicate, in: fileName, at: place,
        "\(name.text.quoted) stands here a second time, first in line \(first.line); "
          + (name.text == "<<" ? "give a list to the first, <<: [*one, *other]" : "keep one"))
    }
    places[name.text] = place
    if name.text == "<<", name.isPlain { return try merge(value) }
    let pair = YAMLNode.Pair(key: key, value: value)
    // What is written out wins over what is merged in, wherever it stands.
    if let index = merged.removeValue(forKey: name.text) {
      pairs[index] = pair
    } else {
      pairs.append(pair)
    }
  }

  /// How many pairs were merged in since the last question.
  mutating func takeMergedCount() -> Int {
    defer { mergedCount = 0 }
    return mergedCount
  }

  /// The merge key of YAML 1.1 (yaml.org/type/merge), which people know from Compose and GitLab.
  private mutating func merge(_ value: YAMLNode) throws(PlanError) {
    for source in value.items ?? [value] {
      guard let added = source.pairs else {
        throw PlanError(
          .wrongValue, in: fileName, at: value.place,
          "<< brings in the fields of a mapping (<<: *name) or of a list of them, and this is "
            + "neither")
      }
      for pair in added where places[pair.name] == nil && merged[pair.name] == nil {
        merged[pair.name] = pairs.count
        pairs.append(pair)
      }
      mergedCount += added.count
    }
  }
}
