import Dispatch
import Glibc
import Synchronization

/// How far a command is, on the terminal, for whoever waits for it.
///
/// Nothing is shown in the first half second, so nothing ever of a short command; nor where standard
/// error is no terminal, nor under `--quiet`.
final class Progress: Sendable {
  private let work: LongWork
  private let total: Int
  /// How many seconds go by until something is shown; nil where nothing ever is.
  private let delay: Double?
  private let start = ContinuousClock.now
  private let state = Mutex(State())
  /// A queue of its own has a thread of its own, however busy all cores are.
  private let queue: DispatchQueue?

  private struct State {
    var done = 0
    var isEnded = false
  }

  /// What is shown is so old at most, in seconds.
  private static let interval = 0.1

  /// Begins to count.
  ///
  /// Call it after all questions have been asked, and before other threads are made.
  ///
  /// - Parameters:
  ///   - total: how many pieces the work has.
  ///   - isQuiet: whether `--quiet` was given.
  init(_ work: LongWork, total: Int, isQuiet: Bool) {
    self.work = work
    self.total = total
    delay = isQuiet || !StatusLine.isPossible ? nil : Progress.delay
    queue = delay == nil ? nil : DispatchQueue(label: "progress")
    guard let delay else { return }
    Interruption.watch { [self] in end() }
    if delay == 0 { show() } else { show(after: delay) }
  }

  /// One more piece is done. Any thread may call this.
  func advance() {
    state.withLock { state in
      state.done += 1
      // Under the same lock: else two that end together would both show the second's number.
      if delay == 0 { show(state) }
    }
  }

  /// The work is over: takes away what is shown, for good.
  func end() {
    guard delay != nil else { return }
    state.withLock { $0.isEnded = true }
    StatusLine.standard.stepAside {}
  }

  private func show(after delay: Double) {
    queue?.asyncAfter(deadline: .now() + delay) { [self] in
      if show() { show(after: Progress.interval) }
    }
  }

  /// Shows how far the work is; false where it is over.
  @discardableResult
  private func show() -> Bool {
    state.withLock { state in
      show(state)
      return !state.isEnded
    }
  }

  private func show(_ state: State) {
    guard !state.isEnded else { return }
    let time = ContinuousClock.now - start
    StatusLine.standard.show(work.progress(done: state.done, of: total, after: time))
  }

  /// Half a second, or what the environment says; at 0 each piece is shown as it is done.
  private static var delay: Double {
    let said = getenv("LATCHKEY_PROGRESS_DELAY").flatMap { Double(String(cString: $0)) }
    guard let said, said.isFinite else { return 0.5 }
    return min(max(said, 0), 86400)
  }
}
