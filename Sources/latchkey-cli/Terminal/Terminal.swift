import Glibc
import LatchkeyCrypto
import Synchronization

/// The terminal that controls this process, for questions that only a person can answer.
struct Terminal: ~Copyable {
  private let descriptor: Int32

  /// The longest answer, as for ssh-keygen.
  private static let longest = 1024

  /// The signals that must not find the terminal with its echo off.
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]

  /// The signal that came meanwhile, or 0.
  private static let caught = Atomic<Int32>(0)

  /// Opens the terminal; nil where there is none.
  init?() {
    descriptor = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Whether there is one.
  static var isThere: Bool { Terminal() != nil }

  /// Asks, and reads one line that is not shown.
  ///
  /// Whatever ends the question — the answer, an error, Ctrl-C, a suspension — the terminal shows
  /// again what is typed. A signal then takes its usual effect; after a suspension the question is
  /// asked anew.
  func secret(_ question: String) throws(CommandFailure) -> Passphrase {
    while true {
      Terminal.caught.store(0, ordering: .relaxed)
      // The signals wait, but for the moments in which `isReady` sleeps: one that came just before
      // a plain `read` would be noted, and the read would go on sleeping.
      let mask = Terminal.hold()
      let actions = Terminal.signals.map { ($0, Terminal.watch($0)) }
      var length = -1
      let shown = hideInput()
      say(question)
      let ready = isReady(mask)
      let answer = SecretBytes(count: Terminal.longest) { bytes in
        guard ready else { return }
        length = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      }
      let code = errno
      restore(shown)
      say("\n")
      for (signal, action) in actions { Terminal.unwatch(signal, action) }
      Terminal.release(mask)

      let signal = Terminal.caught.load(ordering: .relaxed)
      if signal != 0 {
        // The process ends here, or stops and goes on. Swift's runtime has a handler for SIGQUIT,
        // which would start its backtracer.
        Glibc.signal(signal, SIG_DFL)
        raise(signal)
        continue
      }
      guard length >= 0 else {
        throw CommandFailure(.outside, "the terminal cannot be read: \(SystemError.text(code))")
      }
      guard length > 0, answer[length - 1] == 0x0A else {
        throw CommandFailure(
          .badInput,
          length == Terminal.longest
            ? "the passphrase is longer than \(Terminal.longest - 1) bytes"
            : "no passphrase was typed")
      }
      return Passphrase(answer.slice(0..<length - 1))
    }
  }

  /// Waits for a line; false when a signal comes first. Only here the signals are let in.
  private func isReady(_ mask: sigset_t) -> Bool {
    var mask = mask
    while Terminal.caught.load(ordering: .relaxed) == 0 {
      // FD_SET is a macro: one bit a descriptor, the lowest first.
      var set = fd_set()
      withUnsafeMutableBytes(of: &set) { bits in
        bits[Int(descriptor) / 8] |= 1 << (descriptor % 8)
      }
      if pselect(descriptor + 1, &set, nil, nil, nil, &mask) > 0 { return true }
      if errno != EINTR { return true }  // `read` will say what is wrong.
    }
    return false
  }

  /// Keeps the signals back; returns the mask to restore.
  private static func hold() -> sigset_t {
    var held = sigset_t()
    var former = sigset_t()
    sigemptyset(&held)
    for signal in signals { sigaddset(&held, signal) }
    pthread_sigmask(SIG_BLOCK, &held, &former)
    return former
  }

  private static func release(_ former: sigset_t) {
    var former = former
    pthread_sigmask(SIG_SETMASK, &former, nil)
  }

  /// Switches the echo off; returns the state to restore.
  private func hideInput() -> termios? {
    var state = termios()
    guard tcgetattr(descriptor, &state) == 0 else { return nil }
    var hidden = state
    hidden.c_lflag &= ~tcflag_t(ECHO | ECHONL)
    // What was typed before the question is not its answer: TCSAFLUSH drops it.
    tcsetattr(descriptor, TCSAFLUSH, &hidden)
    return state
  }

  private func restore(_ state: termios?) {
    if var state { tcsetattr(descriptor, TCSAFLUSH, &state) }
  }

  private func say(_ text: String) {
    _ = StandardStreams.write(Array(text.utf8).span, to: descriptor)
  }

  /// Notes a signal instead of obeying it; `read` then returns at once (no SA_RESTART). A signal
  /// that is ignored stays ignored.
  private static func watch(_ signal: Int32) -> sigaction {
    var former = sigaction()
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { Terminal.caught.store($0, ordering: .relaxed) }
    sigaction(signal, nil, &former)
    // SIG_IGN is the address 1, and functions cannot be compared.
    let handler = unsafeBitCast(former.__sigaction_handler.sa_handler, to: Int.self)
    if handler != 1 { sigaction(signal, &action, nil) }
    return former
  }

  private static func unwatch(_ signal: Int32, _ former: sigaction) {
    var former = former
    sigaction(signal, &former, nil)
  }
}
