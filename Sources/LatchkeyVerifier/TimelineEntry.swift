/// One step of the conversation that a check is, as a person can follow it.
public struct TimelineEntry: Sendable, Hashable {
  /// Who did it.
  public enum Side: String, Sendable, Hashable {
    /// This machine, on its own account: looked up, judged, waited.
    case here
    /// This machine, to the server.
    case client
    /// The server, to this machine.
    case server
  }

  /// When, since the check began.
  public let time: Duration
  /// Who.
  public let side: Side
  /// What, in one line.
  public let text: String
}
