public import LatchkeyVerifier

/// Who must get in where, or must not.
public struct PlanRule: Sendable {
  /// What is expected of each key, as each user, on each host.
  public let expectation: Expectation
  /// The keys.
  public let keys: [PlanSelector]
  /// The users; `nil`: the host's own `user`.
  public let users: [PlanSelector]?
  /// The hosts.
  public let hosts: [PlanSelector]
  /// A command to run after log-in.
  public let command: String?
  /// Where that stands.
  let commandPlace: YAMLPlace?
  /// Where it stands.
  public let place: YAMLPlace

  /// Its kind, as the plan's field is called.
  var field: String { expectation == .deny ? "deny" : "allow" }
}
