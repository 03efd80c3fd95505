import Glibc
import Synchronization

/// SIGINT, SIGTERM and SIGHUP, taken by a thread rather than a handler, so that tidying up may use
/// locks and allocate.
enum Interruption {
  /// What is to be done, the latest first.
  private static let tidying = Mutex<[@Sendable () -> Void]>([])

  /// Calls `tidy` when one of the signals comes, and what was given before it, then ends the process
  /// by that signal, as the shell expects. Signals that the caller of latchkey ignores (nohup) stay
  /// ignored.
  ///
  /// Call it before other threads are made: they inherit that these signals are not theirs.
  static func watch(_ tidy: @escaping @Sendable () -> Void) {
    let isFirst = tidying.withLock { tidying in
      tidying.insert(tidy, at: 0)
      return tidying.count == 1
    }
    guard isFirst else { return }
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)

    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { _ in
        Interruption.wait()
        return nil
      }, nil)
    // No thread to be had: then the signals do what they always do.
    if code == 0 { pthread_detach(thread) } else { pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
  }

  private static func wait() {
    var signals = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &signals)
    var number: Int32 = 0
    while sigwait(&signals, &number) != 0 {}
    for tidy in tidying.withLock({ $0 }) { tidy() }
    signal(number, SIG_DFL)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(number)
  }
}
