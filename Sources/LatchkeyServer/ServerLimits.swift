public import NIOCore

/// What clients may take of the service.
public struct ServerLimits: Hashable, Sendable {
  /// The connections that there may be at once, less where the process may not have so many files
  /// open. One that comes beyond takes the place of the one
  /// that has gone longest without completing a request, if that is ``patience`` at least; else it
  /// is answered 503.
  public var connections = 4096
  /// How long a connection has to have been idle before it may be closed to make room for another.
  public var patience = TimeAmount.seconds(1)
  /// The bytes of a request's header fields, together. A real metadata request has some 200.
  public var headerBytes = 16 * 1024
  /// The number of a request's header fields.
  public var headerFields = 100
  /// The bytes of a request's body. No request has one; one that does is read and thrown away.
  public var bodyBytes = 64 * 1024
  /// How long a connection may go without completing a request. One limit for clients that are
  /// idle, for those that send a byte a second (they are answered 408), and for those that never
  /// read their answers.
  public var idleTime = TimeAmount.seconds(60)
  /// How long a connection is kept after an error, for the client to read the answer before the
  /// close takes it away.
  public var lingerTime = TimeAmount.seconds(2)
  /// How long the service's end waits for answers that are on their way.
  public var drainTime = TimeAmount.seconds(3)

  /// The limits that suit a metadata service.
  public init() {}
}
