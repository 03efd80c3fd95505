import Glibc

/// A server program on a port of loopback, ended by its process id when the value goes.
final class Server {
  /// Where it listens on 127.0.0.1.
  let port: UInt16
  private let identifier: pid_t

  /// Starts a program and waits until it listens.
  ///
  /// - Parameter words: its name or path and its arguments, for a port.
  init(_ words: (UInt16) throws(BenchmarkError) -> [String]) throws(BenchmarkError) {
    port = try Loopback.freePort()
    let command = try words(port)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var identifier: pid_t = 0
    let failure = posix_spawnp(&identifier, command[0], &actions, nil, &arguments, environ)
    guard failure == 0 else {
      throw BenchmarkError(
        "\(command[0]): \(String(cString: strerror(failure))) (scripts/setup.sh bench fetches it)")
    }
    self.identifier = identifier
    for _ in 0..<1000 {
      if Loopback.accepts(port) { return }
      usleep(10_000)
    }
    // The process goes with the value.
    throw BenchmarkError("\(command[0]): does not listen")
  }

  deinit {
    kill(identifier, SIGTERM)
    var status: Int32 = 0
    waitpid(identifier, &status, 0)
  }

  /// The most memory that was resident at one moment, in MiB, of the largest of its processes.
  func peakMemory() -> Double {
    let children = TextFile.read("/proc/\(identifier)/task/\(identifier)/children")
      .split(separator: " ").compactMap { pid_t($0) }
    let peaks = ([identifier] + children).map { process in
      TextFile.read("/proc/\(process)/status").split(separator: "\n")
        .first { $0.hasPrefix("VmHWM:") }
        .flatMap { $0.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first }
        .flatMap { Double($0) } ?? 0
    }
    return (peaks.max() ?? 0) / 1024
  }
}
