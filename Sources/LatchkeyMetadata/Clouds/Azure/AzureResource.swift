import FoundationEssentials

/// A path below `/metadata` as one request asks for it.
struct AzureResource {
  let instance: Instance
  let target: RequestTarget

  /// What lies at a path.
  ///
  /// - Parameters:
  ///   - path: the parts below `metadata`.
  ///   - isAsked: whether this is a client's request, which has to name a version and, for a single
  ///     value, the form.
  ///   - time: now.
  func reply(at path: [String], isAsked: Bool, time: Date) -> AzureReply {
    switch path.first {
    case "versions" where path.count == 1:
      return .json(
        .object([.init("apiVersions", .array(AzureVersion.all.map { .string($0) }))]))
    case "instance":
      guard let version = version(of: AzureVersion.all, isAsked: isAsked) else {
        return Self.wrongVersion
      }
      return document(at: path.dropFirst(), version, isAsked: isAsked)
    case "scheduledevents" where path.count == 1:
      guard version(of: AzureVersion.scheduledEvents, isAsked: isAsked) != nil else {
        return Self.wrongVersion
      }
      return .json(
        .object([.init("DocumentIncarnation", .number(1)), .init("Events", .array([]))]))
    case "identity":
      guard version(of: AzureVersion.all, isAsked: isAsked) != nil else {
        return Self.wrongVersion
      }
      return AzureIdentity(instance: instance).reply(at: path.dropFirst(), target, at: time)
    default: return .noSuchPath
    }
  }

  /// The version that the query names; `nil` where it names none that there is.
  private func version(of all: [String], isAsked: Bool) -> AzureVersion? {
    guard let named = target.values(of: "api-version").first else {
      return isAsked ? nil : AzureVersion.newest
    }
    return all.contains(named) ? AzureVersion(text: named) : nil
  }

  private static let wrongVersion = AzureReply.refuse(
    400,
    .object([
      .init(
        "error",
        "Bad request. api-version is invalid or was not specified in the request. "
          + "For more information refer to aka.ms/azureimds"),
      .init("newest-versions", .array(AzureVersion.newestThree.map { .string($0) })),
    ]))

  private func document(
    at path: some Collection<String>, _ version: AzureVersion, isAsked: Bool
  ) -> AzureReply {
    var node: JSONTree? = AzureDocument.tree(of: instance, version)
    for name in path { node = node?[name] }
    guard let node else { return .noSuchPath }
    switch (target.values(of: "format").first, node) {
    case ("text", _): return .text(Self.text(of: node))
    // A single value is no JSON document to Azure: it has to be asked for as text.
    case (nil, .string) where !isAsked: return .text(Self.text(of: node))
    case ("json", .string), (nil, .string):
      return .refuse(400, "Bad request. A single value is given with format=text alone")
    case ("json", _), (nil, _): return .json(node)
    default: return .refuse(400, "Bad request. The format is neither json nor text")
    }
  }

  /// A value; or what is below, a name a line, with a slash where there is more below it.
  private static func text(of node: JSONTree) -> String {
    let entries: [(String, JSONTree)]
    switch node {
    case .null: return ""
    case .string(let text): return text
    case .number(let number): return "\(number)"
    case .array(let values): entries = values.enumerated().map { ("\($0.offset)", $0.element) }
    case .object(let members): entries = members.map { ($0.name, $0.value) }
    }
    return entries.map { name, value in
      switch value {
      case .null, .string, .number: name
      case .array, .object: name + "/"
      }
    }.joined(separator: "\n")
  }
}
