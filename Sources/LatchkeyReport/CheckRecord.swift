public import LatchkeyVerifier

/// What a report says of one check: the members of its JSON object (latchkey-check(1),
/// schema/latchkey-report.schema.json), under their names.
public struct CheckRecord: Sendable, Hashable {
  /// The check's name, unique in a run; `user@host:port` where it has no other.
  public var id: String
  /// The host name or numeric address.
  public var host: String
  /// The TCP port.
  public var port: UInt16
  /// The user to log in as.
  public var user: String
  /// What the plan calls the host; `nil` where no plan does.
  public var hostName: String?
  /// The numeric address that was talked to.
  public var address: String?
  /// What was expected.
  public var expect: Expectation
  /// What was found.
  public var verdict: Verdict
  /// Whether that is what was expected.
  public var met: Bool
  /// Where it was found out.
  public var stage: Stage
  /// Why: one of the codes of latchkey-check(1), text here because a newer version may have more.
  public var reason: String
  /// What was seen, for people.
  public var detail: String
  /// What a person does next.
  public var remedy: String?
  /// The key that the verdict is about; `nil` before any of several keys was offered.
  public var key: KeyRecord?
  /// What the jump hosts did, in their order.
  public var hops: [HopRecord] = []
  /// The host key that the server showed.
  public var hostKey: HostKeyRecord?
  /// The server's identification line.
  public var banner: String?
  /// The authentication methods that the server would still take.
  public var methods: [String] = []
  /// What client and server agreed on.
  public var negotiated: NegotiatedRecord?
  /// What the command did.
  public var exec: ExecRecord?
  /// How long it took; in a report whole microseconds.
  public var timings = Timings()
  /// How many connections were made or tried.
  public var attempts = 0
  /// The conversation, where it was asked for.
  public var timeline: [TimelineRecord] = []
  /// Which part of a plan the check belongs to.
  public var shard: ShardRecord?

  /// A record of a check without the parts that may be absent.
  public init(
    id: String, host: String, port: UInt16, user: String, expect: Expectation, verdict: Verdict,
    met: Bool, stage: Stage, reason: String, detail: String
  ) {
    self.id = id
    self.host = host
    self.port = port
    self.user = user
    self.expect = expect
    self.verdict = verdict
    self.met = met
    self.stage = stage
    self.reason = reason
    self.detail = detail
  }

  /// What the verdict means for whoever asked.
  public var result: CheckResult { CheckResult(self) }
}
