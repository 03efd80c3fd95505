import ArgumentParser
import Glibc
import LatchkeyMetadata
import LatchkeyServer

/// Runs the daemon and makes of every failure one line and the documented exit status.
@main enum Main {
  static func main() {
    do {
      var command = try Daemon.parseAsRoot()
      try command.run()
    } catch let error as MetadataError {
      fail(error.reason, status: error.code == .storageFailed ? 3 : 2)
    } catch let error as ServerError {
      fail(error.reason, status: 3)
    } catch {
      // Help and the like are no errors to ArgumentParser's exit code.
      guard Daemon.exitCode(for: error) != .success else { Daemon.exit(withError: error) }
      fail(Daemon.message(for: error), status: 64)
    }
  }

  /// Says why the daemon ends. As JSON where that was asked for, even by a command line that is
  /// otherwise wrong: whoever reads standard error reads one form.
  private static func fail(_ reason: String, status: Int32) -> Never {
    if CommandLine.arguments.contains("--json") {
      Streams.printErrorObject(reason)
    } else {
      Streams.printError(reason)
    }
    exit(status)
  }
}
