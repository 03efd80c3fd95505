/// The failures of a command that goes on after one: each is said at once, in input order, and the
/// worst decides how the command ends.
struct FailureList {
  private var statuses: [ExitStatus] = []

  /// Whether nothing has failed so far.
  var isEmpty: Bool { statuses.isEmpty }

  /// Says a failure.
  mutating func add(_ failure: CommandFailure) {
    Output.standard.error(failure)
    statuses.append(failure.status)
  }

  /// Ends the command where anything failed. A bad input weighs more than a failure of the outside:
  /// trying again does not help it.
  func finish() throws {
    guard let first = statuses.first else { return }
    throw (statuses.contains(.badInput) ? .badInput : first).code
  }
}
