/// Makes a tree out of libyaml's events, within bounds.
struct YAMLComposer: ~Copyable {
  private var events: YAMLEvents
  private let fileName: String
  private let limits: YAMLLimits
  private var anchors: [String: (node: YAMLNode, count: Int)] = [:]
  private var count = 0

  init(_ content: String, fileName: String, limits: YAMLLimits) throws(PlanError) {
    events = try YAMLEvents(content, fileName: fileName)
    self.fileName = fileName
    self.limits = limits
  }

  /// The one document of the file; of an empty file, null.
  mutating func document() throws(PlanError) -> YAMLNode {
    var root = YAMLNode(
      .scalar(YAMLScalar(text: "", isPlain: true, tag: nil)), at: YAMLPlace(line: 1, column: 1))
    var documents = 0
    while true {
      let (event, place) = try events.next()
      switch event {
      case .streamStart, .documentEnd: continue
      case .streamEnd: return root
      case .documentStart:
        documents += 1
        guard documents == 1 else {
          throw PlanError(
            .unsupported, in: fileName, at: place,
            "a second document, where a file has one; put it into a file of its own")
        }
      default: root = try node(event, place, depth: 1)
      }
    }
  }

  private mutating func node(
    _ event: YAMLEvents.Event, _ place: YAMLPlace, depth: Int
  ) throws(PlanError) -> YAMLNode {
    guard depth <= limits.depth else {
      throw PlanError(
        .boundExceeded, in: fileName, at: place,
        "more than \(limits.depth) lists and mappings inside one another")
    }
    let start = count
    try add(1, at: place)
    let made: YAMLNode
    let anchor: String?
    switch event {
    case .alias(let name):
      guard let known = anchors[name] else {
        throw PlanError(
          .syntax, in: fileName, at: place,
          "*\(name.printable): nothing before it is marked &\(name.printable); text that begins "
            + "with * goes in quotes")
      }
      try add(known.count - 1, at: place)
      return known.node
    case .scalar(let scalar, let name):
      made = YAMLNode(.scalar(scalar), at: place, foreignTag: Self.foreign(scalar.tag))
      anchor = name
    case .sequenceStart(let name, let tag):
      made = YAMLNode(
        .sequence(try items(depth: depth)), at: place, foreignTag: Self.foreign(tag))
      anchor = name
    case .mappingStart(let name, let tag):
      made = YAMLNode(.mapping(try pairs(depth: depth)), at: place, foreignTag: Self.foreign(tag))
      anchor = name
    default:
      throw PlanError(.syntax, in: fileName, at: place, "not YAML: a value is missing here")
    }
    if let anchor { anchors[anchor] = (made, count - start) }
    return made
  }

  private mutating func add(_ more: Int, at place: YAMLPlace) throws(PlanError) {
    count += more
    guard count <= limits.count else {
      throw PlanError(
        .boundExceeded, in: fileName, at: place,
        "more than \(limits.count) values, those that aliases repeat counted each time")
    }
  }

  private mutating func items(depth: Int) throws(PlanError) -> [YAMLNode] {
    var items: [YAMLNode] = []
    while true {
      let (event, place) = try events.next()
      if case .sequenceEnd = event { return items }
      items.append(try node(event, place, depth: depth + 1))
    }
  }

  private mutating func pairs(depth: Int) throws(PlanError) -> [YAMLNode.Pair] {
    var mapping = YAMLMapping(fileName: fileName)
    while true {
      let (event, place) = try events.next()
      if case .mappingEnd = event { return mapping.pairs }
      let key = try node(event, place, depth: depth + 1)
      let (next, nextPlace) = try events.next()
      try mapping.add(key, at: place, try node(next, nextPlace, depth: depth + 1))
      // Merged values are copies, and count like those that an alias repeats.
      try add(mapping.takeMergedCount(), at: place)
    }
  }

  private static func foreign(_ tag: String?) -> String? {
    guard let tag, tag != "!" else { return nil }
    let own = ["str", "int", "bool", "float", "null", "seq", "map"]
    return own.contains { tag == "tag:yaml.org,2002:\($0)" } ? nil : tag
  }
}
