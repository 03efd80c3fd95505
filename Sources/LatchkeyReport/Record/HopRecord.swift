import LatchkeyJSON
public import LatchkeyVerifier

/// How far a jump host let a check through.
public struct HopRecord: Sendable, Hashable {
  /// The jump host's name or address.
  public var host: String
  /// Its port.
  public var port: UInt16
  /// The user there.
  public var user: String
  /// ``Verdict/allowed`` where it let us in.
  public var verdict: Verdict
  /// Where that was found out.
  public var stage: Stage
  /// Why, as ``CheckRecord/reason``.
  public var reason: String
  /// What was seen.
  public var detail: String
  /// The host key that it showed.
  public var hostKey: HostKeyRecord?

  /// What is told of a jump host.
  public init(_ outcome: HopOutcome) {
    host = outcome.hop.host
    port = outcome.hop.port
    user = outcome.hop.user
    verdict = outcome.verdict
    stage = outcome.stage
    reason = outcome.reason.rawValue
    detail = outcome.detail
    hostKey = outcome.hostKey.map(HostKeyRecord.init)
  }

  /// It as a person names it: `user@host:port`.
  var words: String { "\(user)@\(host.contains(":") ? "[\(host)]" : host):\(port)" }

  var json: JSONObject {
    var object = JSONObject()
    object.add("host", host)
    object.add("port", Int(port))
    object.add("user", user)
    object.add("verdict", verdict.rawValue)
    object.add("stage", stage.rawValue)
    object.add("reason", reason)
    object.add("detail", detail)
    if let hostKey { object.add("hostKey", hostKey.json) }
    return object
  }

  init(_ reader: MemberReader) throws(ReportError) {
    host = try reader.required("host", try reader.text("host"))
    port = try reader.required("port", try reader.port("port"))
    user = try reader.required("user", try reader.text("user"))
    verdict = try reader.required("verdict", try reader.choice("verdict"))
    stage = try reader.required("stage", try reader.choice("stage"))
    reason = try reader.required("reason", try reader.code("reason"))
    detail = try reader.required("detail", try reader.text("detail"))
    if let nested = try reader.object("hostKey") { hostKey = try HostKeyRecord(nested) }
  }
}
