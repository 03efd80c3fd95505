import LatchkeyDoor

/// The door's errors as ends of a command: all of them are failures of the outside.
enum DoorFailure {
  /// Runs something and turns such an error into words, hint and exit status; others pass.
  static func translate<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DoorError {
      throw CommandFailure(.outside, error.reason, hint: error.hint)
    }
  }
}
