internal import Glibc
internal import Synchronization

/// The temporary files that are being written at this moment, so that an interrupted command can
/// take them away.
public enum UnfinishedFiles {
  private static let paths = Mutex<Set<String>>([])

  static func add(_ path: String) {
    paths.withLock { _ = $0.insert(path) }
  }

  static func remove(_ path: String) {
    paths.withLock { _ = $0.remove(path) }
  }

  /// Removes them all. For the thread that waits for SIGINT and SIGTERM, just before it ends the
  /// process; not for a signal handler, since it takes a lock.
  public static func removeAll() {
    paths.withLock { paths in
      for path in paths { unsafe unlink(path) }
      paths.removeAll()
    }
  }
}
