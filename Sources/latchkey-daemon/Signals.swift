import Glibc

/// The signals that a service answers to, taken from where they cannot interrupt anything.
enum Signals {
  /// What a signal asks for.
  enum Request {
    /// SIGHUP.
    case hangUp
    /// SIGINT or SIGTERM.
    case end
  }

  private static var answered: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGHUP, SIGINT, SIGTERM] { sigaddset(&set, number) }
    return set
  }

  /// Keeps the signals for ``wait()``. To be called before the first thread is made, since every
  /// thread has its maker's mask. A client that goes away is an error of a write, no signal.
  static func block() {
    var set = answered
    pthread_sigmask(SIG_BLOCK, &set, nil)
    signal(SIGPIPE, SIG_IGN)
  }

  /// Waits for the next of the signals.
  static func wait() -> Request {
    var set = answered
    var number: Int32 = 0
    while sigwait(&set, &number) != 0 {}
    return number == SIGHUP ? .hangUp : .end
  }
}
