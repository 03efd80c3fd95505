/// Ends a run early: every check that has no verdict yet becomes `inconclusive`, `interrupted`.
public final class Interrupt: Sendable {
  private let wakeUp: WakeUp

  /// An interrupt that nobody has asked for yet.
  public init() throws(VerifierError) { wakeUp = try WakeUp() }

  /// Asks for the end. May be called from any thread and from a signal handler.
  public func request() { wakeUp.signal() }

  /// Readable once it was asked for.
  var descriptor: Int32 { wakeUp.descriptor }
}
