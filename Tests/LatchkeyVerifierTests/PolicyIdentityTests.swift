import LatchkeyKeys
import TestSupport
import Testing

@testable import LatchkeyVerifier

/// Which checks judge every host key alike, so that one's answer may be another's.
@Suite struct PolicyIdentityTests {
  private let line: String

  init() throws {
    line = "web.example \(try Checks.line(PrivateKey.generate(.ed25519).publicKey))\n"
  }

  /// A policy that is made anew, as by somebody who reads the file for each check.
  private func policy(
    _ path: String = "known", _ contents: String? = nil, acceptNew: Bool = false
  ) -> HostKeyPolicy {
    .knownHosts(
      [KnownHostsFile(path: path, contents: Array((contents ?? line).utf8))], acceptNew: acceptNew)
  }

  private func isSame(_ one: HostKeyPolicy, _ other: HostKeyPolicy) -> Bool {
    let (one, other) = (PolicyIdentity(one), PolicyIdentity(other))
    // Those that are the same have to be found in a table, too.
    #expect((one == other) == Set([one]).contains(other))
    return one == other
  }

  @Test func `a file that was read twice is one`() {
    #expect(isSame(policy(), policy()))
    #expect(isSame(policy(acceptNew: true), policy(acceptNew: true)))
    #expect(isSame(policy("known", ""), policy("known", "# nobody\n")))
  }

  @Test func `another path, another content and accept-new each make another`() throws {
    #expect(!isSame(policy(), policy("other")))
    #expect(!isSame(policy(), policy("known", line + "@revoked * " + line.dropFirst(12))))
    #expect(!isSame(policy(), policy("known", "")))
    #expect(!isSame(policy(), policy(acceptNew: true)))
    #expect(!isSame(policy(), .insecurelyIgnored))
    #expect(!isSame(.knownHosts([], acceptNew: false), policy()))
  }

  @Test func `a host that one of two has recorded does not part them`() throws {
    let folder = try TemporaryFolder()
    let files = [0, 1].map { _ in KnownHostsFile(path: folder.path("known")) }
    let policies = files.map { HostKeyPolicy.knownHosts([$0], acceptNew: true) }
    try files[0].append(PrivateKey.generate(.ed25519).publicKey, host: "web.example", port: 22)
    #expect(isSame(policies[0], policies[1]))
  }

  @Test func `refusals share a connection where the same file was read for each`() throws {
    let checks = try [line, line, ""].map { contents in
      AccessCheck(
        host: "web.example", user: "x",
        identities: [Identity(.privateKey(try PrivateKey.generate(.ed25519)))],
        hostKeyPolicy: policy("known", contents), expectation: .deny)
    }
    var scheduler = Scheduler(CheckList(checks), concurrency: 64, perHost: 8)
    let (first, second) = (scheduler.next(now: .now), scheduler.next(now: .now))
    #expect(first?.0.questions.map(\.index) == [0, 1])
    #expect(second?.0.questions.map(\.index) == [2])
  }

  @Test func `a way is the same where the same file was read for its jump host`() throws {
    let ways = [policy(), policy(), policy("known", "")].map { policy in
      var check = AccessCheck(
        host: "inner.example", user: "x", identities: [], hostKeyPolicy: .insecurelyIgnored)
      check.jumps = [
        JumpHost(host: "jump", port: 22, user: "x", identities: [], hostKeyPolicy: policy)
      ]
      return Way(of: check, depth: 1)
    }
    #expect(ways[0] == ways[1] && ways[0] != ways[2] && ways[0] != nil)
  }
}
