import Glibc

/// What tells one state of a file or folder from another without reading it.
///
/// The system's file times advance in steps of some milliseconds. Two changes in one step leave the
/// same stamp, so a stamp that is younger than ``settlingTime`` says nothing yet: whoever has read
/// at such a stamp reads again (git's index knows the same trap as "racily clean").
package struct FileStamp: Hashable, Sendable {
  private let inode: UInt64
  private let size: Int64
  private let modified: Int64
  private let changed: Int64

  /// How old a stamp has to be before it can be trusted, in nanoseconds: several steps even of a
  /// kernel that ticks 100 times a second.
  private static let settlingTime: Int64 = 100_000_000

  /// The stamp of what lies at a path; `nil` where nothing does.
  package init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    modified = Self.nanoseconds(status.st_mtim)
    changed = Self.nanoseconds(status.st_ctim)
  }

  /// Whether every later change will show in the stamp.
  package var isSettled: Bool {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Self.nanoseconds(now) - max(modified, changed) > Self.settlingTime
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
