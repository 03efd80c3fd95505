import ArgumentParser
import Glibc

/// The end of the process: one place that turns an error into words and an exit status.
enum Ending {
  /// Says why the command ends and ends the process.
  static func report(_ error: any Error) -> Never {
    OutputFiles.discardAll()
    // What was printed before a failure is a result all the same; a second failure adds nothing.
    try? Output.standard.flush()
    switch error {
    case let failure as CommandFailure:
      fail(failure)
    case let code as ExitCode:
      exit(code.rawValue)
    default:
      usage(error)
    }
  }

  private static func fail(_ failure: CommandFailure) -> Never {
    if failure.isBrokenPipe {
      signal(SIGPIPE, SIG_DFL)
      raise(SIGPIPE)
    }
    Output.standard.error(failure)
    exit(failure.status.rawValue)
  }

  /// What the argument parser throws: help and versions to standard output, mistakes to standard
  /// error in our voice.
  private static func usage(_ error: any Error) -> Never {
    let code = Latchkey.exitCode(for: error)
    let text = Latchkey.fullMessage(for: error)
    guard code != .success else {
      Output.standard.result(content: Array((text + "\n").utf8))
      do {
        try Output.standard.flush()
      } catch {
        fail(error)
      }
      exit(code.rawValue)
    }
    let words = text.hasPrefix("Error: ") ? text.dropFirst(7) : text[...]
    let lines = words.prefix(1).lowercased() + words.dropFirst()
    _ = StandardStreams.write(Array("latchkey: error: \(lines)\n".utf8).span, to: STDERR_FILENO)
    exit(code.rawValue)
  }
}
