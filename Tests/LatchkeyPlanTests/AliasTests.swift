import LatchkeyPlan
import TestSupport
import Testing

@Suite struct `Several names of one key or server` {
  /// Where rules contradict each other, as the lines of both; and the warnings.
  private static func found(_ text: String) throws -> (errors: [String], warnings: [String]) {
    let folder = try TemporaryFolder()
    try folder.write(Fixture.read("public/ed25519.pub"), to: "bob")
    try folder.write(Fixture.read("public/rsa.pub"), to: "alice")
    let yaml = Array("version: 1\nkeys: {bob: bob, bob2: bob, alice: alice}\n\(text)".utf8)
    do {
      let plan = try PlanResolver(environment: [:]).resolve(
        yaml: yaml, fileName: folder.path("plan.yml"))
      return ([], plan.warnings.map { $0.replacing(folder.path("plan.yml"), with: "plan") })
    } catch {
      return (error.errors.map { "\($0.code) \($0.place?.line ?? 0): \($0.reason)" }, [])
    }
  }

  private static let hosts = """
    hosts:
      a: {address: 192.0.2.1, users: [root, git]}
      b: {address: 192.0.2.1, port: 22, users: [root]}
      other: {address: 192.0.2.1, port: 23, users: [root]}
      gate: {user: g, jump-only: true, jump-keys: bob}
      behind: {address: 192.0.2.1, jump: gate, users: [root]}
      named: {address: Web.Example, users: [root]}
      again: {address: web.example, users: [root]}
      almost: {address: web.example., users: [root]}

    """

  @Test(arguments: [
    ("b", "bob2", true), ("b", "bob", true), ("a", "bob2", true),
    ("b", "alice", false), ("other", "bob2", false), ("behind", "bob2", false),
  ])
  func `may not be let in and kept out`(host: String, key: String, isWrong: Bool) throws {
    let found = try Self.found(
      Self.hosts + """
        allow: [{keys: bob, users: root, hosts: a}]
        deny: [{keys: \(key), users: root, hosts: \(host)}]
        """)
    let expected =
      "contradiction 13: this deny rule wants another outcome than the allow rule in line 12: "
      + "\(key) as root on \(host) and bob as root on a are one key at one server; keep one of the names"
    #expect(found.errors == (isWrong ? [expected] : []))
  }

  @Test(arguments: [("named", "again", true), ("named", "almost", false)])
  func `are told by how an address is spelt`(one: String, other: String, isWrong: Bool) throws {
    let found = try Self.found(
      Self.hosts + """
        allow: [{keys: bob, users: root, hosts: \(one)}]
        deny: [{keys: bob, users: root, hosts: \(other)}]
        """)
    #expect(found.errors.isEmpty != isWrong)
  }

  @Test func `are of one mind in a strict plan`() throws {
    let found = try Self.found(
      "strict: true\nhosts: {a: {user: root}}\nallow: [{keys: bob, hosts: a}]")
    #expect(
      found.errors == [
        "contradiction 5: this allow rule wants another outcome than strict does: bob as root on a and "
          + "bob2 as root on a are one key at one server; keep one of the names"
      ])
  }

  @Test func `are warned of`() throws {
    let found = try Self.found(
      Self.hosts + "allow: [{keys: all, users: root, hosts: [a, b, other, behind]}]")
    #expect(found.errors == [])
    #expect(
      found.warnings == [
        "plan:2: bob2 and bob are the same key", "plan:5: a and b are the same server",
      ])
  }
}
