import ArgumentParser
import Glibc

/// The end of the process: one place that turns an error into words and an exit status.
enum Ending {
  /// Says why the command ends and ends the process.
  static func report(_ error: any Error) -> Never {
    OutputFiles.discardAll()
    // What was printed before a failure is a result all the same.
    var unwritten: CommandFailure?
    do throws(CommandFailure) { try Output.standard.flush() } catch { unwritten = error }
    switch error {
    case let failure as CommandFailure:
      // A second failure adds nothing.
      fail(failure)
    case let code as ExitCode:
      if let unwritten { fail(unwritten, after: code) }
      exit(code.rawValue)
    default:
      usage(error)
    }
  }

  /// - Parameter code: what the command was about to end with. An answer that could not be given is
  ///   none; but what is wrong with the input has been said, and trying again does not help it.
  private static func fail(_ failure: CommandFailure, after code: ExitCode? = nil) -> Never {
    if failure.isBrokenPipe {
      signal(SIGPIPE, SIG_DFL)
      raise(SIGPIPE)
    }
    Output.standard.error(failure)
    let isSaid = code?.rawValue == ExitStatus.badInput.rawValue
    exit(isSaid ? ExitStatus.badInput.rawValue : failure.status.rawValue)
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
