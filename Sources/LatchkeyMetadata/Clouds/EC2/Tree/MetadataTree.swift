public import FoundationEssentials

/// Everything that an instance's EC2 metadata says, by path: a pure function of the instance and,
/// for what rotates, of the time.
///
/// Paths begin below the version and have no slash at either end: `meta-data/ami-id`,
/// `meta-data/public-keys/0`, `user-data`; the tree's own top is the empty path.
public struct MetadataTree: Sendable {
  private let nodes: [String: MetadataNode]
  private let staples: SignerStaples

  /// Until when the tree is true: until credentials rotate, or a temporary key expires.
  public let validUntil: Date?

  /// The tree of an instance as it is at a time.
  ///
  /// - Parameter authority: what the identity document and temporary keys are signed with, when
  ///   somebody asks for it.
  public init(of instance: Instance, at time: Date, signedBy authority: CloudAuthority = .ofProcess)
  {
    var builder = MetadataTreeBuilder()
    builder.addTop(of: instance)
    builder.addDisks(of: instance)
    builder.addNetwork(of: instance)
    builder.addKeys(of: instance)
    let rotation = builder.addCredentials(of: instance, at: time)
    builder.addTags(of: instance)
    builder.addIdentity(of: instance, signedBy: authority)
    builder.addTemporaryKeys(of: instance, at: time, signedBy: authority)
    validUntil = [rotation, instance.nextExpiry(after: time)].compactMap(\.self).min()
    staples = SignerStaples(InstanceConnectSigner(of: instance, signedBy: authority))
    nodes = builder.finish()
  }

  /// What lies at a path; `nil` where nothing does.
  public func node(at path: String) -> MetadataNode? { nodes[path] ?? staples.node(at: path) }

  /// The paths of all values that are listed, sorted.
  public var leaves: [String] {
    nodes.compactMap { path, node in if case .listing = node { nil } else { path } }.sorted()
  }
}
