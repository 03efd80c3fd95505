import LatchkeyPlan
import LatchkeyVerifier
import TestSupport
import Testing

@Suite struct `A plan` {
  static let text = """
    version: 1
    strict: true
    defaults: {user: admin, connect-timeout: 5s, timeout: 1m, per-host: 4}
    users: [admin, root]
    keys:
      alice: alice
      bob: {public-key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPl6hTMtUUvcAVLXJ6Ab8xQ/bSyaPSCGXhcCRcgcjnVs", tags: ops}
    hosts:
      web-1: {address: 10.0.0.5, port: 2222, tags: [web], host-keys: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"}
      web-2: {tags: [web], insecure-ignore-host-key: true}
      bastion: {jump-only: true, jump-keys: alice}
      db: {jump: bastion, users: [admin]}
    allow:
      - {keys: alice, hosts: all, users: admin}
      - {keys: tag:ops, hosts: web-*, users: root, expect: partial}
    deny:
      - {keys: bob, hosts: db, users: [root]}
    """

  static func resolved(_ text: String = text) throws -> ResolvedPlan {
    let folder = try TemporaryFolder()
    try folder.write(Fixture.read("openssh/ed25519_plain"), to: "alice")
    let plan = try Plan(yaml: Array(text.utf8), fileName: folder.path("plan.yml"))
    return try PlanResolver(environment: ["HOME": folder.path]).resolve(plan)
  }

  @Test func `expands into checks, hosts first, then users, then keys`() throws {
    let checks = try Self.resolved().checks
    #expect(
      checks.map { "\($0.check.id): \($0.check.expectation) \($0.place?.line ?? 0)" } == [
        "admin@web-1 alice: allow 14", "admin@web-1 bob: deny 0",
        "root@web-1 alice: deny 0", "root@web-1 bob: partial 15",
        "admin@web-2 alice: allow 14", "admin@web-2 bob: deny 0",
        "root@web-2 alice: deny 0", "root@web-2 bob: partial 15",
        "admin@db alice: allow 14", "admin@db bob: deny 0", "root@db bob: deny 17",
      ])
  }

  @Test func `names the place of a command that is longer than what can be sent`() throws {
    func plan(_ size: Int) throws -> Plan {
      let command = String(repeating: "x", count: size)
      let text = """
        version: 1
        hosts: [web]
        keys: {a: {public-key: "\(Samples.publicKey)"}}
        allow:
          - {keys: a, hosts: web, users: me}
          - {keys: a, hosts: web, users: you, exec: \(command)}
        """
      return try Plan(yaml: Array(text.utf8), fileName: "plan.yml")
    }
    #expect(try plan(34_725).rules[1].command?.count == 34_725)
    let error = #expect(throws: PlanErrors.self) { try plan(34_726) }
    #expect(
      error?.errors.map(\.description) == [
        "plan.yml:6:45: allow[2].exec: found a command of 34726 bytes, expected 34725 at most, which is "
          + "what the SSH library sends; let it run a script that lies on the server"
      ])
  }

  @Test func `gives each check what its host and the defaults say`() throws {
    let resolved = try Self.resolved()
    let first = resolved.checks[0].check
    #expect(first.host == "10.0.0.5" && first.port == 2222 && first.hostName == "web-1")
    #expect(first.deadlines.connect == .seconds(5) && first.deadlines.total == .seconds(60))
    guard case .pinned(let pins) = first.hostKeyPolicy else {
      Issue.record("\(first.hostKeyPolicy)")
      return
    }
    #expect(pins.count == 1)
    guard case .insecurelyIgnored = resolved.checks[4].check.hostKeyPolicy else {
      Issue.record("the host key of web-2 is looked at")
      return
    }
    let through = resolved.checks[9].check.jumps
    #expect(through.map(\.host) == ["bastion"] && through.map(\.user) == ["admin"])
    #expect(through[0].identities.map(\.name) == ["alice"])
    #expect(resolved.warnings.count == 1)
  }
}
