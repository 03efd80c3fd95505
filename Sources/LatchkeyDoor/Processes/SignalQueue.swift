import CProcess
import Glibc

/// Signals that are read when it suits, instead of interrupting.
///
/// Made before any other thread is: a thread that does not block a signal would be struck by it.
final class SignalQueue {
  private let source: Descriptor

  /// The signals that ask a program in the foreground to end.
  static let endings = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// Blocks the signals, and queues them from now on. A write to nobody is an error from now on,
  /// not a signal.
  init(_ numbers: [Int32]) throws(DoorError) {
    signal(SIGPIPE, SIG_IGN)
    // Whoever started us may not have wanted to hear of children; we do.
    signal(SIGCHLD, SIG_DFL)
    // Under nohup the terminal's hang-up is not to be heard; blocked, it would be.
    var set = SignalQueue.set(
      of: numbers.filter { $0 != SIGHUP || latchkey_is_ignored(SIGHUP) == 0 })
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    let number = unsafe signalfd(-1, &set, Int32(SFD_CLOEXEC | SFD_NONBLOCK))
    guard number >= 0 else { throw .system("opening a signal queue", errno) }
    source = Descriptor(takingOwnershipOf: number)
  }

  private var descriptor: Int32 { source.number }

  /// Waits for a signal, or for something to read elsewhere.
  ///
  /// - Parameter deadline: by when to return at the latest.
  func wait(orReadable other: Int32?, until deadline: Deadline? = nil) {
    // poll(2) passes over negative descriptors.
    var entries = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: other ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    _ = unsafe poll(&entries, 2, deadline?.milliseconds ?? -1)
  }

  /// The signals that have come.
  func received() -> [Int32] {
    var numbers: [Int32] = []
    var info = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    while unsafe read(descriptor, &info, size) == size { numbers.append(Int32(info.ssi_signo)) }
    return numbers
  }

  /// Ends this process by a signal, as if it had never been queued.
  static func raiseDefault(_ number: Int32) {
    signal(number, SIG_DFL)
    var set = set(of: [number])
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
    _ = kill(getpid(), number)
  }

  private static func set(of numbers: [Int32]) -> sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for number in numbers { unsafe sigaddset(&set, number) }
    return set
  }
}
