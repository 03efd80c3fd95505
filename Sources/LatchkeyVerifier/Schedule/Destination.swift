/// Everything about a check but its key: checks that agree in it can share a connection.
struct Destination: Hashable {
  private let host: String
  private let port: UInt16
  private let user: String
  private let policy: PolicyIdentity
  private let hostKeyName: String?
  private let deadlines: Deadlines

  /// The destination of a check that may share its connection; `nil` where it needs one of its own.
  ///
  /// Refusals alone share one: a key that gets in ends the asking. A check with a command, other
  /// users to try, or a time to wait for is a conversation of its own, and so is one with several
  /// keys, which is about all of them together. Jump hosts make a connection dear, but what they do
  /// is part of each answer.
  init?(_ check: AccessCheck) {
    guard check.expectation == .deny, check.identities.count == 1, check.command == nil,
      check.userGuesses.isEmpty, check.patience == nil, check.jumps.isEmpty
    else { return nil }
    host = check.host
    port = check.port
    user = check.user
    policy = PolicyIdentity(check.hostKeyPolicy)
    hostKeyName = check.hostKeyName
    deadlines = check.deadlines
  }
}
