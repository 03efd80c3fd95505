import Glibc
import LatchkeyVerifier
import Synchronization

/// Ctrl-C during checks: what is known is reported, then the process ends by the signal.
final class CheckInterruption: Sendable {
  /// What ends the run.
  let interrupt: Interrupt
  private enum State { case running, requested, reported }
  private let state = Mutex(State.running)

  init() throws(CommandFailure) {
    do throws(VerifierError) {
      interrupt = try Interrupt()
    } catch {
      throw CommandFailure(.outside, error.description)
    }
    Interruption.watch { [self] in
      state.withLock { if $0 == .running { $0 = .requested } }
      interrupt.request()
      // Long enough for a report to any disk, and no longer: somebody wants this to end.
      for _ in 0..<2000 where state.withLock({ $0 == .requested }) { usleep(1000) }
    }
  }

  /// Whether somebody wants this to end.
  var isRequested: Bool { state.withLock { $0 == .requested } }

  /// To be called once all is reported. Does not return if the process is to end by a signal.
  func conclude() {
    let isEnding = state.withLock { state in
      defer { state = .reported }
      return state == .requested
    }
    while isEnding { pause() }
  }
}
