import Glibc
import Synchronization

/// SIGINT, SIGTERM and SIGHUP, taken by a thread rather than a handler, so that tidying up may use
/// locks and allocate.
enum Interruption {
  /// Calls `tidy` when one of the signals comes, then ends the process by that signal, as the shell
  /// expects. Signals that the caller of latchkey ignores (nohup) stay ignored.
  ///
  /// Call it before other threads are made: they inherit that these signals are not theirs.
  static func watch(_ tidy: @escaping @Sendable () -> Void) {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)

    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(tidy))
    let code = pthread_create(
      &thread, nil,
      { box in
        if let box { Interruption.wait(Unmanaged<Box>.fromOpaque(box).takeRetainedValue()) }
        return nil
      }, box.toOpaque())
    // No thread to be had: then the signals do what they always do.
    if code == 0 { pthread_detach(thread) } else { pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
  }

  private final class Box: Sendable {
    let tidy: @Sendable () -> Void
    init(_ tidy: @escaping @Sendable () -> Void) { self.tidy = tidy }
  }

  private static func wait(_ box: Box) {
    var signals = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &signals)
    var number: Int32 = 0
    while sigwait(&signals, &number) != 0 {}
    box.tidy()
    signal(number, SIG_DFL)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(number)
  }
}
