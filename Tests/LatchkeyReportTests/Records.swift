import LatchkeyReport
import LatchkeyVerifier

/// Records for tests.
enum Records {
  /// A check of one key at one door.
  static func record(
    _ verdict: Verdict = .allowed, expect: LatchkeyVerifier.Expectation = .allow,
    host: String = "web1",
    user: String = "admin", key: String = "alice", reason: String? = nil,
    detail: String = "the key gets in"
  ) -> CheckRecord {
    let usual: (Stage, Reason) =
      switch verdict {
      case .allowed: (.auth, .authenticated)
      case .denied: (.auth, .keyRefused)
      case .partial: (.auth, .moreFactorsRequired)
      case .unreachable: (.tcp, .refused)
      case .untrusted: (.hostkey, .mismatch)
      case .inconclusive: (.banner, .overloaded)
      }
    var record = CheckRecord(
      id: "\(key)>\(user)@\(host)", host: "\(host).example", port: 2222, user: user,
      expect: expect, verdict: verdict, met: expect.isMet(by: verdict), stage: usual.0,
      reason: reason ?? usual.1.rawValue, detail: detail)
    record.hostName = host
    record.key = KeyRecord(
      fingerprint: "SHA256:\(String(repeating: "k", count: 43))", algorithm: "ssh-ed25519",
      name: key, path: "keys/\(key).pub")
    record.timings.total = .milliseconds(12.5)
    record.attempts = 1
    if !record.met { record.remedy = "look at \(host)" }
    return record
  }

  /// A record with every member that can be there.
  static var full: CheckRecord {
    get throws {
      try CheckRecord(jsonLine: Array(fullLine.utf8))
    }
  }

  /// The same as it is written.
  static let fullLine =
    #"{"id":"a>b@c","host":"::1","port":22,"user":"b","hostName":"c","address":"::1","#
    + #""expect":"partial","verdict":"allowed","met":false,"stage":"exec","reason":"ran","#
    + #""detail":"the command ran","remedy":"shut the door","key":{"name":"a","path":"a.pub","#
    + #""fingerprint":"SHA256:x","algorithm":"ssh-rsa","certificate":{"name":"#
    + #""ssh-rsa-cert-v01@openssh.com","keyId":"i","serial":18446744073709551615,"#
    + #""principals":["p","q"]}},"hops":[{"host":"j","port":2200,"user":"u","verdict":"allowed","#
    + #""stage":"auth","reason":"authenticated","detail":"in","hostKey":{"algorithm":"#
    + #""ssh-ed25519","fingerprint":"SHA256:y","trust":"accepted-new"}}],"hostKey":{"algorithm":"#
    + #""ssh-ed25519","fingerprint":"SHA256:z","trust":"pinned"},"banner":"SSH-2.0-x","#
    + #""methods":["publickey","password"],"negotiated":{"kex":"k","hostKey":"h","cipher":"c","#
    + #""mac":"m"},"exec":{"status":3,"stdout":"o\n","stderr":"\u001b","truncated":true},"timings":{"dns":0.001,"#
    + #""tcp":1.500,"banner":2.000,"kex":3.250,"auth":4.000,"exec":5.000,"total":15.751},"#
    + #""attempts":2,"timeline":[{"ms":0.125,"side":"client","text":"t"}],"shard":{"index":2,"#
    + #""of":3,"order":7,"planChecks":9,"plan":"0f"}}"# + "\n"
}
