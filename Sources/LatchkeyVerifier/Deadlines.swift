/// How long each stage of a check may take.
public struct Deadlines: Sendable, Hashable {
  /// Each of: the name's look-up, the TCP connection (all addresses together), the server's banner.
  public var connect: Duration
  /// The key exchange.
  public var keyExchange: Duration
  /// Authentication, all keys together.
  public var authentication: Duration
  /// The session and the command in it.
  public var command: Duration
  /// The whole check, retries of an overloaded server included.
  public var total: Duration

  /// Deadlines; by default generous ones for a distant host.
  public init(
    connect: Duration = .seconds(10), keyExchange: Duration = .seconds(15),
    authentication: Duration = .seconds(20), command: Duration = .seconds(30),
    total: Duration = .seconds(60)
  ) {
    self.connect = connect
    self.keyExchange = keyExchange
    self.authentication = authentication
    self.command = command
    self.total = total
  }
}
