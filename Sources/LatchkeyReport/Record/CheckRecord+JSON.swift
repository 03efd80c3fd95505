package import LatchkeyJSON
import LatchkeyVerifier

extension CheckRecord {
  /// The record as JSON, with the members that latchkey-check(1) promises.
  package var json: JSONObject {
    var object = JSONObject()
    object.add("id", id)
    object.add("host", host)
    object.add("port", Int(port))
    object.add("user", user)
    object.add("hostName", hostName)
    object.add("address", address)
    object.add("expect", expect.rawValue)
    object.add("verdict", verdict.rawValue)
    object.add("met", met)
    object.add("stage", stage.rawValue)
    object.add("reason", reason)
    object.add("detail", detail)
    object.add("remedy", remedy)
    if let key { object.add("key", key.json) }
    if !hops.isEmpty { object.add("hops", .array(hops.map { .object($0.json) })) }
    if let hostKey { object.add("hostKey", hostKey.json) }
    object.add("banner", banner)
    object.add("methods", methods)
    if let negotiated { object.add("negotiated", negotiated.json) }
    if let exec { object.add("exec", exec.json) }
    var times = JSONObject()
    for stage in TimedStage.allCases {
      times.add(stage.rawValue, timings[stage].map { .decimal($0.milliseconds) })
    }
    times.add("total", .decimal(timings.total.milliseconds))
    object.add("timings", times)
    object.add("attempts", attempts)
    if !timeline.isEmpty { object.add("timeline", .array(timeline.map { .object($0.json) })) }
    if let shard { object.add("shard", shard.json) }
    return object
  }

  /// One line of JSON Lines, with its newline.
  public var jsonLine: String { json.line }
}
