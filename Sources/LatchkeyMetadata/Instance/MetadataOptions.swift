/// How an instance's metadata service answers, named as EC2's `ModifyInstanceMetadataOptions` does.
public struct MetadataOptions: Hashable, Sendable, Codable {
  /// Whether a request needs a session token.
  public enum Tokens: String, Hashable, Sendable, Codable, CaseIterable {
    /// IMDSv2 and v1: a request without a token is answered too.
    case optional
    /// IMDSv2 alone: a request without a token is answered 401.
    case required
  }

  /// A switch, spelled as EC2 spells it.
  public enum Switch: String, Hashable, Sendable, Codable, CaseIterable {
    /// On.
    case enabled
    /// Off.
    case disabled
  }

  /// Whether a session token is needed.
  public var tokens: Tokens
  /// Whether the service answers at all; when off, every request is answered 403.
  public var endpoint: Switch
  /// Whether the instance's tags are part of its metadata.
  public var tags: Switch
  /// How many network hops a token may travel: the IP time to live of the answer that carries it.
  public var hopLimit: Int

  /// The hop limits that EC2 takes.
  public static let hopLimits = 1...64

  /// EC2's own defaults: tokens optional, the service on, tags off, one hop.
  public init(
    tokens: Tokens = .optional, endpoint: Switch = .enabled, tags: Switch = .disabled,
    hopLimit: Int = 1
  ) {
    self.tokens = tokens
    self.endpoint = endpoint
    self.tags = tags
    self.hopLimit = hopLimit
  }
}
