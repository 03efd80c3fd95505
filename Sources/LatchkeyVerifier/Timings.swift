/// How long the stages of a check took; a stage that was not reached has no time.
public struct Timings: Sendable, Hashable {
  /// The name's look-up; absent for a numeric address.
  public var dns: Duration?
  /// The TCP connection.
  public var tcp: Duration?
  /// From the connection to the server's identification line.
  public var banner: Duration?
  /// From there to the end of the key exchange.
  public var kex: Duration?
  /// Authentication, all keys together.
  public var auth: Duration?
  /// The session and the command in it.
  public var exec: Duration?
  /// The whole check, retries and waiting included.
  public var total: Duration

  /// No times yet.
  public init() { total = .zero }
}
