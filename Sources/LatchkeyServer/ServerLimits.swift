public import NIOCore

/// What one client may take of the service.
public struct ServerLimits: Hashable, Sendable {
  /// The bytes of a request's header fields, together. A real metadata request has some 200.
  public var headerBytes = 16 * 1024
  /// The number of a request's header fields.
  public var headerFields = 100
  /// The bytes of a request's body. No request has one; one that does is read and thrown away.
  public var bodyBytes = 64 * 1024
  /// How long a connection may go without completing a request. One limit for clients that are
  /// idle, for those that send a byte a second, and for those that never read their answers.
  public var idleTime = TimeAmount.seconds(60)
  /// How long a connection is kept after an error, for the client to read the answer before the
  /// close takes it away.
  public var lingerTime = TimeAmount.seconds(2)

  /// The limits that suit a metadata service.
  public init() {}
}
