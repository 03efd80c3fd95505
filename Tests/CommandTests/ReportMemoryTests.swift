import Foundation
import TestSupport
import Testing

/// The memory of `report merge` grows with the number of records by a part of what they take in the
/// file, whatever the form.
@Suite(.enabled(if: Tool.isAvailable("time"))) struct ReportMemoryTests {
  private static let (few, many) = (1_000, 4_000)

  private let folder: TemporaryFolder
  private let latchkey = Tool.built("latchkey")

  init() throws {
    folder = try TemporaryFolder()
    for count in [Self.few, Self.many] {
      try folder.write(Array((0..<count).map(line).joined().utf8), to: "\(count).jsonl")
    }
  }

  /// A record, as a check writes it; of three, one is not as expected.
  private func line(_ index: Int) -> String {
    let (host, key) = (index / 50, index % 50)
    let verdict = index % 3 == 0 ? "denied" : "allowed"
    let fingerprint = "SHA256:" + String(repeating: "k", count: 40) + "\(key)"
    return #"{"id":"root@web-\#(host).example key-\#(key)","host":"192.0.2.1","port":22,"#
      + #""user":"root","hostName":"web-\#(host).example","address":"192.0.2.1","expect":"allow","#
      + #""verdict":"\#(verdict)","met":\#(verdict == "allowed"),"stage":"auth","#
      + #""reason":"key-refused","detail":"the server was asked about key-\#(key) "#
      + #"(ssh-ed25519 \#(fingerprint)), and has an answer for root","remedy":"candidates: there is "#
      + #"no user root; PermitRootLogin no; the key is not in the user's authorized_keys","key":"#
      + #"{"name":"key-\#(key)","path":"keys/key-\#(key).pub","fingerprint":"\#(fingerprint)","#
      + #""algorithm":"ssh-ed25519"},"hostKey":{"algorithm":"ssh-ed25519","fingerprint":"SHA256:"#
      + #"hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh\#(host)","trust":"pinned"},"banner":"#
      + #""SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3","methods":["publickey","password"],"negotiated":"#
      + #"{"kex":"curve25519-sha256","hostKey":"ssh-ed25519","cipher":"aes128-ctr","mac":"#
      + #""hmac-sha2-256"},"timings":{"tcp":0.209,"banner":40.951,"kex":27.453,"auth":5\#(key).5,"#
      + #""total":129.451},"attempts":1}"# + "\n"
  }

  /// The peak of a merge in bytes.
  private func peak(_ count: Int, _ form: String) throws -> Int {
    // By time(1), because a process starts with the peak of the one that it was started by.
    let time = try #require(Tool(named: "time"))
    let outcome = try time.run(
      [
        "-q", "-f", "%M", "-o", "peak", latchkey.path, "report", "merge", "\(count).jsonl",
        "--format", form, "-o", "report", "--force",
      ], in: folder.path)
    try #require(outcome.status == 1, "\(outcome.errorText)")
    let note = try String(contentsOfFile: folder.path("peak"), encoding: .utf8)
    return try #require(Int(note.filter(\.isNumber))) * 1024
  }

  @Test(arguments: ["text", "json", "junit", "tap", "nagios", "prometheus", "markdown", "html"])
  func `a record takes little memory, in every form`(form: String) throws {
    let growth = try (peak(Self.many, form) - peak(Self.few, form)) / (Self.many - Self.few)
    // It was between 4,000 and 7,000 once; a line has some 1,100.
    #expect(growth < 1_000, "\(growth) bytes a record")
  }
}
