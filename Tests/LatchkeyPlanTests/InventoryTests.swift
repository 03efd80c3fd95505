import Foundation
import LatchkeyPlan
import LatchkeyVerifier
import TestSupport
import Testing

@Suite struct `Hosts of an inventory` {
  /// Where a host is, as we and a peer say it.
  struct Place: Equatable, CustomStringConvertible {
    let address: String
    let port: Int
    let user: String?
    var jumps = 0
    var description: String { "\(user ?? "?")@\(address):\(port) through \(jumps)" }
  }

  /// What a plan makes of an inventory: each host by the user of a rule that names none.
  static func places(_ inventory: String, _ more: String = "") throws -> [String: Place] {
    let text = """
      version: 1
      inventories: \(inventory)
      keys: {mallory: {public-key: "\(Samples.publicKey)"}, own: "\(Fixture.path("openssh/ed25519_plain"))"}
      defaults: {user: nobody}
      deny: [{keys: own, hosts: all}]
      \(more)
      """
    let plan = try Plan(yaml: Array(text.utf8), fileName: "plan.yml")
    let resolved = try PlanResolver(environment: [:]).resolve(plan)
    var places: [String: Place] = [:]
    for planned in resolved.checks {
      let check = planned.check
      places[check.hostName ?? ""] = Place(
        address: check.host, port: Int(check.port), user: check.user, jumps: check.jumps.count)
    }
    return places
  }

  @Test(.enabled(if: Python.isAvailable), arguments: ["groups.ini", "groups.yml"])
  func `are where ansible-inventory says they are`(name: String) throws {
    let path = Fixture.path("inventories/\(name)")
    let listed = try Samples.ansible(path)
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(listed)) as? [String: Any])
    let meta = try #require(root["_meta"] as? [String: Any])
    let variables = try #require(meta["hostvars"] as? [String: [String: Any]])
    var expected: [String: Place] = [:]
    func members(_ group: String) -> Set<String> {
      guard let group = root[group] as? [String: Any] else { return [] }
      let own = Set(group["hosts"] as? [String] ?? [])
      return (group["children"] as? [String] ?? []).reduce(own) { $0.union(members($1)) }
    }
    for host in members("all") where (variables[host]?["ansible_connection"] as? String) == nil {
      let set = variables[host] ?? [:]
      expected[host] = Place(
        address: set["ansible_host"] as? String ?? host, port: set["ansible_port"] as? Int ?? 22,
        user: Samples.plain(set["ansible_user"]) ?? "nobody")
    }
    #expect(expected.count > 4)
    #expect(try Self.places(path) == expected)

    // And the very output is an inventory of the same hosts.
    let folder = try TemporaryFolder()
    let json = try folder.write(listed, to: "list.json")
    #expect(try Self.places(json) == expected)

    // Each of its groups is a tag.
    for group in root.keys where !["_meta", "all", "ungrouped", "local"].contains(group) {
      let tagged = try Self.places(
        path, "allow: [{keys: mallory, users: x, hosts: \"tag:\(group)\"}]")
      #expect(!members(group).isEmpty && tagged.count == expected.count, "\(group)")
    }
  }

  @Test(.enabled(if: Tool.isAvailable("ssh")))
  func `are where ssh -G says they are`() throws {
    let ssh = try #require(Tool(named: "ssh"))
    let path = Fixture.path("inventories/ssh_config")
    let found = try Self.places("{file: \(path), format: ssh-config}")
    #expect(
      found.keys.sorted() == ["bastion", "db", "inner", "plain", "web-1", "web-2", "web-3"])
    for (name, place) in found {
      let text = try ssh.run(["-G", "-F", path, name]).text
      var settings: [String: String] = [:]
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ", maxSplits: 1)
        if words.count == 2 { settings[String(words[0])] = String(words[1]) }
      }
      #expect(place.address == settings["hostname"], "\(name)")
      #expect(place.port == Int(settings["port"] ?? ""), "\(name)")
      #expect(place.user == settings["user"], "\(name)")
      let jumps = settings["proxyjump"].map { $0.split(separator: ",").count } ?? 0
      #expect(place.jumps == jumps, "\(name)")
    }
  }

  @Test func `of ssh are reached through hosts that no line names`() throws {
    let folder = try TemporaryFolder()
    try folder.write("Host gate?\n  HostName %h.example.org\n  User g\n".utf8, to: "part")
    let config = """
      Include \(folder.path("par*"))
      Match user x
        Port 99
      Host a
        ProxyJump gate1,root@[2001:db8::1]:2200
      """
    let path = try folder.write(config.utf8, to: "config")
    let text = """
      version: 1
      inventories: \(path)
      keys: {own: "\(Fixture.path("openssh/ed25519_plain"))"}
      allow: [{keys: own, hosts: all, users: u}]
      """
    let plan = try Plan(yaml: Array(text.utf8), fileName: "plan.yml")
    let resolved = try PlanResolver(environment: [:]).resolve(plan)
    #expect(resolved.checks.map(\.check.id) == ["u@a own"])
    let jumps = try #require(resolved.checks.first).check.jumps
    #expect(jumps.map(\.host) == ["gate1.example.org", "2001:db8::1"])
    #expect(jumps.map(\.user) == ["g", "root"] && jumps.map(\.port) == [22, 2200])
    #expect(
      resolved.warnings.prefix(1) == [
        "\(path):2: Match is not looked at, nor what follows it up to the next Host"
      ])
  }
}
