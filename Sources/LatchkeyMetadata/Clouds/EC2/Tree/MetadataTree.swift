public import FoundationEssentials

/// Everything that an instance's EC2 metadata says, by path: a pure function of the instance and,
/// for what rotates, of the time.
///
/// Paths begin below the version and have no slash at either end: `meta-data/ami-id`,
/// `meta-data/public-keys/0`, `user-data`; the tree's own top is the empty path.
public struct MetadataTree: Sendable {
  private let nodes: [String: MetadataNode]

  /// Until when the tree is true; `nil` where nothing in it rotates.
  public let validUntil: Date?

  /// The tree of an instance as it is at a time.
  public init(of instance: Instance, at time: Date) {
    var builder = MetadataTreeBuilder()
    builder.addTop(of: instance)
    builder.addNetwork(of: instance)
    builder.addKeys(of: instance)
    validUntil = builder.addRole(of: instance, at: time)
    builder.addTags(of: instance)
    builder.addIdentity(of: instance)
    nodes = builder.finish()
  }

  /// What lies at a path; `nil` where nothing does.
  public func node(at path: String) -> MetadataNode? { nodes[path] }

  /// The paths of all leaves, sorted.
  public var leaves: [String] {
    nodes.compactMap { path, node in if case .leaf = node { path } else { nil } }.sorted()
  }
}
