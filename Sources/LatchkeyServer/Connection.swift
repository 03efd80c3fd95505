import NIOCore
import Synchronization

/// What is known about one connection outside of its own thread.
final class Connection: Sendable {
  /// The connection itself.
  let channel: any Channel
  private let progress: Atomic<UInt64>
  private let refusal = Atomic(false)

  /// A connection that begins now.
  init(_ channel: any Channel) {
    self.channel = channel
    progress = Atomic(NIODeadline.now().uptimeNanoseconds)
  }

  /// When it last completed a request; in the beginning, when it began.
  var lastProgress: NIODeadline {
    get { .uptimeNanoseconds(progress.load(ordering: .relaxed)) }
    set { progress.store(newValue.uptimeNanoseconds, ordering: .relaxed) }
  }

  /// Whether it was not let in.
  var isRefused: Bool {
    get { refusal.load(ordering: .relaxed) }
    set { refusal.store(newValue, ordering: .relaxed) }
  }
}
