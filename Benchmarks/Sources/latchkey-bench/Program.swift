import Glibc

/// A program with its arguments, ready to be started again and again.
struct Program {
  /// The program's name or path, then what follows it.
  let words: [String]

  /// What the program is called in a table.
  var name: String { words[0].split(separator: "/").last.map(String.init) ?? words[0] }

  /// The files that a run makes, removed before each run: no side has to write over anything.
  let creates: [String]

  init(_ words: String..., creates: [String] = []) {
    self.words = words
    self.creates = creates
  }

  /// Runs the program once, without input and with its output thrown away, and says what it cost.
  ///
  /// The cost is the kernel's own account of that one child (wait4), not a difference of sums.
  func run() throws(BenchmarkError) -> Sample {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }

    for path in creates { unlink(path) }
    let start = Self.now()
    var child: pid_t = 0
    let failure = posix_spawnp(&child, words[0], &actions, nil, &arguments, environ)
    guard failure == 0 else {
      throw BenchmarkError("\(words[0]): \(String(cString: strerror(failure)))")
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(child, &status, 0, &usage) == -1 {
      guard errno == EINTR else { throw BenchmarkError("\(words[0]): cannot be waited for") }
    }
    let wall = Self.now() - start
    guard status == 0 else {
      throw BenchmarkError("\(words.joined(separator: " ")): ended with wait status \(status)")
    }
    let user = Double(usage.ru_utime.tv_sec) * 1e3 + Double(usage.ru_utime.tv_usec) / 1e3
    return Sample(wall: wall, user: user)
  }

  /// Runs the program once and gives its output's first line, standard error included: versions.
  func firstLine() -> String {
    let command = words.map { "'\($0)'" }.joined(separator: " ") + " 2>&1 </dev/null"
    guard let stream = popen(command, "r") else { return "unknown" }
    defer { pclose(stream) }
    var buffer = [CChar](repeating: 0, count: 256)
    guard fgets(&buffer, Int32(buffer.count), stream) != nil else { return "unknown" }
    let bytes = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A clock that nothing sets, in milliseconds.
  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}
