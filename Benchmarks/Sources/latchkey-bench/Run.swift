import Glibc

/// A program that was started and has not been waited for.
struct Run: ~Copyable {
  private let words: [String]
  private let child: pid_t
  private let start: Double

  /// Starts a program without input and with its output thrown away.
  init(_ words: [String]) throws(BenchmarkError) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }

    self.words = words
    start = Self.now()
    var child: pid_t = 0
    let failure = posix_spawnp(&child, words[0], &actions, nil, &arguments, environ)
    guard failure == 0 else {
      throw BenchmarkError("\(words[0]): \(String(cString: strerror(failure)))")
    }
    self.child = child
  }

  /// Waits for the program's end and says what it cost.
  ///
  /// The cost is the kernel's own account of that one child (wait4) and of those that it waited
  /// for itself, not a difference of sums.
  consuming func wait() throws(BenchmarkError) -> Sample {
    var status: Int32 = 0
    var usage = rusage()
    while wait4(child, &status, 0, &usage) == -1 {
      guard errno == EINTR else { throw BenchmarkError("\(words[0]): cannot be waited for") }
    }
    let wall = Self.now() - start
    guard status == 0 else {
      let command = words.prefix(12).joined(separator: " ")
      throw BenchmarkError("\(command): ended with wait status \(status)")
    }
    let user = Double(usage.ru_utime.tv_sec) * 1e3 + Double(usage.ru_utime.tv_usec) / 1e3
    let system = Double(usage.ru_stime.tv_sec) * 1e3 + Double(usage.ru_stime.tv_usec) / 1e3
    return Sample(wall: wall, user: user, system: system)
  }

  /// A clock that nothing sets, in milliseconds.
  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}
