import LatchkeyJSON
import LatchkeyKeys
import LatchkeyVerifier

/// What is printed of an outcome.
enum CheckReport {
  /// One outcome for people: a line that says it all, and what goes with it indented below.
  ///
  /// - Parameter isExplained: whether the conversation follows.
  static func text(_ outcome: Outcome, isExplained: Bool = false) -> String {
    let check = outcome.check
    let expected =
      outcome.isMet
      ? (check.expectation == .allow ? "" : ", as expected")
      : ", expected \(check.expectation.rawValue)"
    var lines = [
      "\(outcome.isMet ? "ok  " : "FAIL")  \(check.id): \(outcome.verdict.rawValue)\(expected)"
        + " (\(outcome.stage.rawValue): \(outcome.reason.rawValue), \(duration(outcome)))"
    ]
    lines.append("      \(outcome.detail)")
    for hop in outcome.hops {
      lines.append("      by way of \(hop.hop.host): \(hop.verdict.rawValue)")
    }
    if let host = outcome.hostKey, host.trust.isTrusted {
      let trust = host.trust == .ignored ? "NOT CHECKED" : host.trust.rawValue
      lines.append(
        "      host key \(host.key.algorithm.name) \(host.key.fingerprint.text) (\(trust))")
    }
    if let command = outcome.command {
      lines += excerpt("stdout", command.output) + excerpt("stderr", command.errors)
    }
    if let remedy = outcome.remedy { lines.append("      to do: \(remedy)") }
    if isExplained { lines += CheckTimeline.lines(outcome) }
    return lines.map(Visible.text).joined(separator: "\n")
  }

  /// One outcome as JSON, with the members that `latchkey-check(1)` promises.
  ///
  /// - Parameter isExplained: whether the conversation is part of it.
  static func json(_ outcome: Outcome, isExplained: Bool = false) -> JSONObject {
    let check = outcome.check
    var object = JSONObject()
    object.add("id", check.id)
    object.add("host", check.host)
    object.add("port", Int(check.port))
    object.add("user", check.user)
    object.add("address", outcome.address)
    object.add("expect", check.expectation.rawValue)
    object.add("verdict", outcome.verdict.rawValue)
    object.add("met", outcome.isMet)
    object.add("stage", outcome.stage.rawValue)
    object.add("reason", outcome.reason.rawValue)
    object.add("detail", outcome.detail)
    object.add("remedy", outcome.remedy)
    object.add("key", key(outcome))
    if !outcome.hops.isEmpty { object.add("hops", .array(outcome.hops.map(hop))) }
    object.add("hostKey", hostKey(outcome.hostKey))
    object.add("banner", outcome.banner)
    object.add("methods", outcome.methods ?? [])
    object.add("negotiated", negotiated(outcome))
    object.add("exec", exec(outcome))
    object.add("timings", timings(outcome.timings))
    object.add("attempts", outcome.attempts)
    if isExplained { object.add("timeline", CheckTimeline.json(outcome)) }
    return object
  }

  private static func hop(_ outcome: HopOutcome) -> JSONValue {
    var object = JSONObject()
    object.add("host", outcome.hop.host)
    object.add("port", Int(outcome.hop.port))
    object.add("user", outcome.hop.user)
    object.add("verdict", outcome.verdict.rawValue)
    object.add("stage", outcome.stage.rawValue)
    object.add("reason", outcome.reason.rawValue)
    object.add("detail", outcome.detail)
    object.add("hostKey", hostKey(outcome.hostKey))
    return .object(object)
  }

  private static func key(_ outcome: Outcome) -> JSONObject {
    var object = JSONObject()
    let identities = outcome.check.identities
    // Before any key was offered, the verdict is about the only one that would have been.
    let index = outcome.identity ?? (identities.count == 1 ? 0 : nil)
    guard let index, identities.indices.contains(index) else { return object }
    let key = identities[index].publicKey
    object.add("path", identities[index].path)
    object.add("fingerprint", key.fingerprint.text)
    object.add("algorithm", key.algorithm.name)
    if let certificate = identities[index].certificate {
      object.add("certificate", self.certificate(certificate))
    }
    return object
  }

  private static func certificate(_ certificate: Certificate) -> JSONObject {
    var object = JSONObject()
    object.add("name", certificate.name)
    if !certificate.keyID.isEmpty { object.add("keyId", certificate.keyID) }
    object.add("serial", .unsigned(certificate.serial))
    object.add("principals", certificate.principals)
    return object
  }

  private static func hostKey(_ shown: ServerHostKey?) -> JSONObject {
    var object = JSONObject()
    object.add("algorithm", shown?.key.algorithm.name)
    object.add("fingerprint", shown?.key.fingerprint.text)
    object.add("trust", shown?.trust.rawValue)
    return object
  }

  private static func negotiated(_ outcome: Outcome) -> JSONObject {
    var object = JSONObject()
    object.add("kex", outcome.negotiated?.kex)
    object.add("hostKey", outcome.negotiated?.hostKey)
    object.add("cipher", outcome.negotiated?.cipher)
    object.add("mac", outcome.negotiated?.mac)
    return object
  }

  private static func exec(_ outcome: Outcome) -> JSONObject {
    var object = JSONObject()
    guard let command = outcome.command else { return object }
    object.add("status", command.status)
    object.add("stdout", String(decoding: command.output, as: UTF8.self))
    object.add("stderr", String(decoding: command.errors, as: UTF8.self))
    return object
  }

  private static func timings(_ timings: Timings) -> JSONObject {
    var object = JSONObject()
    let stages: [(String, Duration?)] = [
      ("dns", timings.dns), ("tcp", timings.tcp), ("banner", timings.banner),
      ("kex", timings.kex), ("auth", timings.auth), ("exec", timings.exec),
      ("total", timings.total),
    ]
    for (name, duration) in stages {
      object.add(name, duration.map { .decimal($0 / .milliseconds(1)) })
    }
    return object
  }

  private static func duration(_ outcome: Outcome) -> String {
    let total = outcome.timings.total
    return total < .seconds(10)
      ? "\(Int((total / .milliseconds(1)).rounded())) ms"
      : "\(Int((total / .seconds(1)).rounded())) s"
  }

  /// The first lines of what a command wrote.
  private static func excerpt(_ stream: String, _ bytes: [UInt8]) -> [String] {
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let shown = (lines.last == "" ? lines.dropLast() : lines[...]).prefix(10)
    return shown.map { "      \(stream): \($0)" } + (lines.count > 11 ? ["      \(stream): …"] : [])
  }
}
