import CEpoll
import Glibc

/// Which descriptors are ready, by epoll(7): what is asked for stays asked for, so a wake-up costs as
/// much as there is to do, however many connections wait.
@safe final class Poller {
  private let descriptor: Int32
  private let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: Poller.most)
  /// How many are told at a time.
  private static let most = 256

  init() throws(VerifierError) {
    descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    guard descriptor >= 0 else {
      throw VerifierError(.noResources, "no epoll: \(SystemText.of(errno))")
    }
  }

  deinit {
    close(descriptor)
    unsafe events.deallocate()
  }

  /// Watches a descriptor, or watches it for something else.
  ///
  /// The kernel forgets a descriptor that is closed, and the next may have its number, so nothing is
  /// taken for known here.
  ///
  /// - Parameter isNew: whether it is probably not watched yet, which is tried first.
  func watch(_ entry: pollfd, isNew: Bool) {
    var event = unsafe epoll_event()
    unsafe event.events = UInt32(bitPattern: Int32(entry.events))
    unsafe event.data.fd = entry.fd
    let (first, second) = isNew ? (EPOLL_CTL_ADD, EPOLL_CTL_MOD) : (EPOLL_CTL_MOD, EPOLL_CTL_ADD)
    if unsafe epoll_ctl(descriptor, first, entry.fd, &event) != 0, [EEXIST, ENOENT].contains(errno)
    {
      _ = unsafe epoll_ctl(descriptor, second, entry.fd, &event)
    }
  }

  /// Watches a descriptor no longer; one that was closed is none.
  func forget(_ watched: Int32) {
    var event = unsafe epoll_event()
    _ = unsafe epoll_ctl(descriptor, EPOLL_CTL_DEL, watched, &event)
  }

  /// Waits until a descriptor is ready or the time has come, a minute at most.
  ///
  /// - Parameter ready: called with each descriptor that is ready; as many as are told at a time.
  func wait(until next: Moment?, ready: (Int32) -> Void) {
    let time = next.map { Int32(min(60_000, $0.milliseconds(after: .now))) } ?? 60_000
    let count = unsafe epoll_wait(descriptor, events, Int32(Self.most), time)
    for index in 0..<max(0, Int(count)) { ready(unsafe events[index].data.fd) }
  }
}
