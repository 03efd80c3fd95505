/// That a request is to be answered once its answer is another one, or after some time.
public struct MetadataHold: Hashable, Sendable {
  /// For how long the client wants to wait, in seconds.
  public let seconds: Int
  /// What the answer would be now: another text for another answer.
  public let state: String

  /// A hold.
  public init(seconds: Int, state: String) {
    self.seconds = seconds
    self.state = state
  }
}
