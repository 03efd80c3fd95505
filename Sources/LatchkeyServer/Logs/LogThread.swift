import Dispatch
import Glibc
import LatchkeyFiles
import Synchronization

/// A thread that does one piece of work after the other, each a moment after it was asked for.
///
/// It needs no file descriptor. A Dispatch queue needs three for what it is to do later, makes them
/// when it first has such work, and ends the process where the system has none left: as in a flood
/// of connections, when there is most to be logged.
final class LogThread: Sendable {
  /// How long work waits for more of it, in microseconds: to wake a thread costs more than to write a
  /// line.
  private static let pause: UInt32 = 5000

  private let state = Mutex(State())
  private let wakeUp = DispatchSemaphore(value: 0)

  private struct State {
    var work: [@Sendable () -> Void] = []
    var isRunning = false
    var isOver = false
  }

  /// Has something done; false where there is no thread to be had, and it is not done.
  func add(_ work: @escaping @Sendable () -> Void) -> Bool {
    let isRunning = state.withLock { state in
      if !state.isRunning { state.isRunning = Threads.start { self.run() } }
      if state.isRunning { state.work.append(work) }
      return state.isRunning
    }
    if isRunning { wakeUp.signal() }
    return isRunning
  }

  /// Lets the thread end once it has done what it was given.
  func end() {
    state.withLock { $0.isOver = true }
    wakeUp.signal()
  }

  private func run() {
    // Signals are the main thread's.
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
    var isOver = false
    while !isOver {
      wakeUp.wait()
      usleep(Self.pause)
      let work = state.withLock { state in
        defer { state.work = [] }
        return state.work
      }
      for piece in work { piece() }
      isOver = state.withLock { $0.isOver && $0.work.isEmpty }
    }
  }
}
