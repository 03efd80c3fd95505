import Glibc

/// Two processes that do nothing, as fast as they can, until the value goes.
final class BusyCores {
  private var identifiers: [pid_t] = []

  init() throws(BenchmarkError) {
    for _ in 0..<2 {
      let command = ["sh", "-c", "while :; do :; done"]
      var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
      defer { for word in words { free(word) } }
      var identifier: pid_t = 0
      guard posix_spawnp(&identifier, "sh", nil, nil, &words, environ) == 0 else {
        throw BenchmarkError("sh: cannot be started")
      }
      identifiers.append(identifier)
    }
  }

  deinit {
    for identifier in identifiers {
      kill(identifier, SIGKILL)
      waitpid(identifier, nil, 0)
    }
  }
}
