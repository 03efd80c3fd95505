import LatchkeyFiles
import LatchkeyFormats
import LatchkeyKeys
import LatchkeyMetadata

/// The errors of the metadata as ends of a command.
enum MetadataFailure {
  /// An error as the end of a command.
  static func of(_ error: MetadataError) -> CommandFailure {
    switch error.code {
    case .storageFailed, .signingFailed: CommandFailure(.outside, error.reason)
    case .noSuchInstance:
      CommandFailure(.badInput, error.reason, hint: "'latchkey instance list' shows what there is")
    default: CommandFailure(.badInput, error.reason)
    }
  }

  /// Runs something and turns such an error into the end of a command; others pass.
  static func translate<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as MetadataError {
      throw of(error)
    }
  }
}
