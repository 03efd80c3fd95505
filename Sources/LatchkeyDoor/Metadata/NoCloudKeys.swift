import FoundationEssentials

/// The keys that a guest with a NoCloud seed lets in: the list `public-keys` of its `meta-data`.
///
/// `meta-data` is YAML, of which this reads what `latchkey` itself writes, and refuses the rest: a
/// key and a value in double quotes a line, a list of such values under `public-keys:`.
enum NoCloudKeys {
  /// Fetches them; each is named by its comment.
  static func all(_ fetch: MetadataFetch) throws(DoorError) -> [MetadataKey] {
    try seed(fetch).keys.map { line in
      let comment = line.split(separator: " ", maxSplits: 2).dropFirst(2).first
      return MetadataKey(name: comment.map(String.init) ?? "", text: line)
    }
  }

  /// The instance's id.
  static func instanceID(_ fetch: MetadataFetch) throws(DoorError) -> String {
    try seed(fetch).id
  }

  private static func seed(_ fetch: MetadataFetch) throws(DoorError) -> (id: String, keys: [String])
  {
    let answer = try fetch.require("/meta-data", [])
    guard let seed = read(answer.text) else {
      throw DoorError(
        .metadataInvalid,
        "\(fetch.address): /meta-data is not a seed as latchkey writes them")
    }
    return seed
  }

  /// Reads a seed; `nil` for one that is written otherwise.
  static func read(_ text: String) -> (id: String, keys: [String])? {
    var id: String?
    var keys: [String] = []
    var isList = false
    for line in text.split(whereSeparator: \.isNewline) {
      if isList, line.hasPrefix("  - ") {
        guard let key = string(line.dropFirst(4)) else { return nil }
        keys.append(key)
        continue
      }
      isList = line == "public-keys:"
      guard !isList else { continue }
      guard let colon = line.firstIndex(of: ":"), line.first?.isLetter == true,
        let value = string(line[colon...].dropFirst(2))
      else { return nil }
      if line[..<colon] == "instance-id" { id = value }
    }
    return id.map { ($0, keys) }
  }

  /// A value in double quotes; what a key or an id has in it is written in YAML as in JSON.
  private static func string(_ text: Substring) -> String? {
    guard text.hasPrefix("\"") else { return nil }
    return try? JSONDecoder().decode(String.self, from: Data(text.utf8))
  }
}
