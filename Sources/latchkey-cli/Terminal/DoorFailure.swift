import LatchkeyDoor
import LatchkeyMetadata

/// The door's and the store's errors as ends of a command.
enum DoorFailure {
  /// Runs something and turns such an error into words, hint and exit status; others pass.
  static func translate<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DoorError {
      throw CommandFailure(.outside, error.reason, hint: error.hint)
    } catch let error as MetadataError {
      throw CommandFailure(error.code == .storageFailed ? .outside : .badInput, error.reason)
    }
  }
}
