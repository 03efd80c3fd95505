import CEpoll
import Glibc

/// Which descriptors are ready, by epoll(7): what is asked for stays asked for, so a wake-up costs as
/// much as there is to do, however many connections wait.
@safe final class Poller {
  private let descriptor: Int32
  private var events = unsafe [epoll_event](repeating: epoll_event(), count: 256)

  init() throws(VerifierError) {
    descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    guard descriptor >= 0 else {
      throw VerifierError(.noResources, "no epoll: \(SystemText.of(errno))")
    }
  }

  deinit { close(descriptor) }

  /// Watches a descriptor, or watches it for something else.
  ///
  /// The kernel forgets a descriptor that is closed, and the next may have its number, so nothing is
  /// taken for known here.
  func watch(_ entry: pollfd) {
    var event = unsafe epoll_event()
    unsafe event.events = UInt32(bitPattern: Int32(entry.events))
    unsafe event.data.fd = entry.fd
    if unsafe epoll_ctl(descriptor, EPOLL_CTL_MOD, entry.fd, &event) != 0, errno == ENOENT {
      _ = unsafe epoll_ctl(descriptor, EPOLL_CTL_ADD, entry.fd, &event)
    }
  }

  /// Watches a descriptor no longer; one that was closed is none.
  func forget(_ watched: Int32) {
    var event = unsafe epoll_event()
    _ = unsafe epoll_ctl(descriptor, EPOLL_CTL_DEL, watched, &event)
  }

  /// Waits until a descriptor is ready or the time has come.
  ///
  /// - Returns: the descriptors that are ready; as many as are told at a time.
  func wait(until next: Moment) -> [Int32] {
    let time = Int32(min(60_000, next.milliseconds(after: .now)))
    let count = unsafe epoll_wait(descriptor, &events, Int32(events.count), time)
    return unsafe events.prefix(Int(max(0, count))).map { unsafe $0.data.fd }
  }
}
