/// The answer to an `AccessCheck`.
public struct Outcome: Sendable {
  /// The question.
  public let check: AccessCheck
  /// What was found out.
  public let verdict: Verdict
  /// Where.
  public let stage: Stage
  /// Why.
  public let reason: Reason
  /// What was seen, with the server's own words quoted.
  public let detail: String
  /// What a person does next; `nil` where nothing needs to be done.
  public let remedy: String?
  /// What the jump hosts did, in their order; those that were not reached are not there.
  public let hops: [HopOutcome]
  /// The numeric address that was talked to.
  public let address: String?
  /// The index in `check.identities` of the key that the verdict is about.
  public let identity: Int?
  /// The host key that the server showed.
  public let hostKey: ServerHostKey?
  /// The server's identification line.
  public let banner: String?
  /// The authentication methods that the server would still take.
  public let methods: [String]?
  /// What client and server agreed on.
  public let negotiated: Negotiated?
  /// What the command did.
  public let command: CommandResult?
  /// How long it took.
  public let timings: Timings
  /// What happened, step by step; the first steps only of a check that is repeated for long.
  public let timeline: [TimelineEntry]
  /// How many connections were made or tried.
  public let attempts: Int

  /// Whether this is what was expected.
  public var isMet: Bool { check.expectation.isMet(by: verdict) }
  /// What a single check exits with: 0, or 20–25.
  public var exitStatus: Int32 { check.expectation.exitStatus(for: verdict) }
}
