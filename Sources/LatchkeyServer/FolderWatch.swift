import Glibc

/// Tells whether something in a folder has changed, which costs less than to look.
///
/// The system notes a change before the call that makes it returns (inotify(7)): what was done before
/// a request was sent is news when the request has come.
final class FolderWatch: Sendable {
  private let descriptor: Int32

  /// A watch of nothing yet; `nil` where the system gives none: it has only so many.
  init?() {
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Watches what lies at a path now, from now on; false where nothing can be watched there.
  func watch(_ path: String) -> Bool {
    let changes =
      IN_CREATE | IN_DELETE | IN_MODIFY | IN_ATTRIB | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF
      | IN_MOVE_SELF
    return inotify_add_watch(descriptor, path, UInt32(changes)) >= 0
  }

  /// Whether there is news that was not taken yet.
  var hasNews: Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&wanted, 1, 0) != 0
  }

  /// Takes all news. What is looked at from here on is not older than they are.
  func takeNews() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    while read(descriptor, &bytes, bytes.count) > 0 {}
  }
}
