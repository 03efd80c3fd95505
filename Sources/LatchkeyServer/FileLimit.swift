import Glibc

/// How many files a process may have open, each connection being one.
enum FileLimit {
  /// How many connections there is room for beside everything else that is open. Beyond it, the
  /// system would give no more, and nobody could be told.
  static var connections: Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 256 }
    let files = Int(min(limit.rlim_cur, 1 << 30))
    return max(files - 256, files / 2)
  }
}
