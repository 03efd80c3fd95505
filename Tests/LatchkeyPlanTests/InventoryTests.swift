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

  @Test(arguments: [
    ("hosts", "web.example.org ansible_user=deploy ansible_port=2222\n"),
    ("hosts", "[all]\nweb.example.org ansible_user=deploy ansible_port=2222\n"),
    ("hosts.yml", "all: {hosts: {web.example.org: {ansible_user: deploy, ansible_port: 2222}}}\n"),
    ("config", "Host web.example.org\n  Port 2222\n  User deploy\n"),
  ])
  func `are the same behind a byte order mark`(name: String, content: String) throws {
    let folder = try TemporaryFolder()
    let expected = [
      "web.example.org": Place(address: "web.example.org", port: 2222, user: "deploy")
    ]
    for mark in ["", "\u{feff}"] {
      let path = try folder.write((mark + content).utf8, to: name)
      #expect(try Self.places(path) == expected)
    }
  }

  @Test(
    arguments: ["hosts", "hosts.yml", "hosts.json", "config"],
    [String.Encoding.utf16BigEndian, .utf16LittleEndian])
  func `are not looked for in UTF-16`(name: String, encoding: String.Encoding) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      try #require("\u{FEFF}Host web\n".data(using: encoding)), to: name)
    let errors = try #require(throws: PlanErrors.self) { _ = try Self.places(path) }
    #expect(
      errors.errors.map(\.description) == [
        "plan.yml:2:14: \(path): UTF-16 text (\"iconv -f UTF-16 -t UTF-8\" makes UTF-8 of it; "
          + "PowerShell writes that with \"Out-File -Encoding ascii\"), where UTF-8 is read"
      ])
  }

  @Test func `are not called unknown where their file cannot be read`() throws {
    let text = """
      version: 1
      inventories: /nowhere/hosts
      keys: {own: "\(Fixture.path("openssh/ed25519_plain"))"}
      allow: [{keys: own, hosts: [web, "tag:db"], users: root}]
      """
    let plan = try Plan(yaml: Array(text.utf8), fileName: "plan.yml")
    let errors = #expect(throws: PlanErrors.self) {
      try PlanResolver(environment: [:]).resolve(plan)
    }
    let told = errors.map { Array($0.errors).map(\.description) }
    #expect(told == ["plan.yml:2:14: /nowhere/hosts: cannot open: no such file or directory"])
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

  /// A plan of one inventory, and what is wrong with it.
  private func resolve(_ inventory: String, _ more: String) throws -> (ResolvedPlan?, [String]) {
    let folder = try TemporaryFolder()
    let name = inventory.hasPrefix("Host ") ? "config" : "hosts"
    let path = try folder.write(inventory.utf8, to: name)
    let text = """
      version: 1
      inventories: \(path)
      keys: {own: "\(Fixture.path("openssh/ed25519_plain"))"}
      \(more)
      """
    let plan = try Plan(yaml: Array(text.utf8), fileName: "plan.yml")
    do {
      return (try PlanResolver(environment: [:]).resolve(plan), [])
    } catch {
      return (nil, error.errors.map { $0.description.replacing(folder.path + "/", with: "") })
    }
  }

  @Test(arguments: [
    (
      "Host a b\n  Port 22\nHost *\n  ProxyCommand nc -X connect %h %p\n",
      "config:4:3: a: ProxyCommand is not followed, and without it another door might be tried; give ProxyJump instead, or the host's jump in the plan (an empty list: it is reached directly)"
    ),
    (
      "web ansible_ssh_common_args='-o ProxyCommand=\"ssh -W %h:%p gate\"'\n",
      "hosts:1:1: web: ansible_ssh_common_args is not followed, and without it another door might be tried; give its jump hosts instead, or the host's jump in the plan (an empty list: it is reached directly)"
    ),
    (
      "[all]\nweb\n[all:vars]\nansible_ssh_extra_args=-C -Jgate\n",
      "hosts:4:1: web: ansible_ssh_extra_args is not followed, and without it another door might be tried; give its jump hosts instead, or the host's jump in the plan (an empty list: it is reached directly)"
    ),
  ])
  func `are not reached by another way than theirs`(inventory: String, error: String) throws {
    let rule = "allow: [{keys: own, hosts: all, users: u}]"
    let found = try resolve(inventory, rule)
    #expect(found.1 == [error])
    // The plan says the way itself; or no rule is about the host.
    let host = inventory.contains("web") ? "web" : "a"
    let ways = "hosts: {gate: {user: g}, \(host): {jump: gate}, b: {jump: []}}"
    let given = try resolve(inventory, "\(ways)\n\(rule)")
    #expect(given.1 == [])
    let way = given.0?.checks.first { $0.check.hostName == host }?.check.jumps.map(\.host)
    #expect(way == ["gate"])
    let other = try resolve(
      inventory, "hosts: {other: {}}\nallow: [{keys: own, hosts: other, users: u}]")
    #expect(other.1 == [] && other.0?.checks.count == 1)
  }

  @Test(arguments: [
    ("web ansible_host=192.0.2.7:2200\n", "ansible_host \"192.0.2.7:2200\""),
    ("web ansible_ssh_host=[::1]:22\n", "ansible_host \"[::1]:22\""),
    ("Host web\n  HostName db.example:22\n", "HostName \"db.example:22\""),
    ("Host web\n  HostName [::1]:22\n", "HostName \"[::1]:22\""),
  ])
  func `have their port beside their address, not in it`(inventory: String, found: String) throws {
    let errors = try resolve(inventory, "allow: [{keys: own, hosts: all, users: u}]").1
    #expect(errors.count == 1)
    #expect(
      errors.first?.contains("\(found) is an address and a port; the port goes into ") == true,
      "\(errors)")
  }

  @Test(arguments: ["web ansible_host=fe80::1%eth0\n", "Host web\n  HostName ::1\n"])
  func `may have an IPv6 address, which has colons`(inventory: String) throws {
    #expect(try resolve(inventory, "allow: [{keys: own, hosts: all, users: u}]").1 == [])
  }

  @Test(
    .enabled(if: Tool.isAvailable("ssh")),
    arguments: [
      "ProxyJump none\nProxyCommand nc", "ProxyJump gate\nProxyCommand nc",
      "ProxyCommand none\nProxyJump gate", "ProxyCommand nc\nProxyJump gate",
      "ProxyJump none\nProxyJump gate", "ProxyCommand NONE\nProxyCommand nc", "Port 22",
    ])
  func `of ssh have the way that ssh -G tells`(settings: String) throws {
    let config = "Host a\n\(settings)\n"
    let folder = try TemporaryFolder()
    let ssh = try #require(Tool(named: "ssh"))
    let told = try ssh.run(["-G", "-F", try folder.write(config.utf8, to: "config"), "a"]).text
    let (plan, errors) = try resolve(
      config, "defaults: {user: u}\nallow: [{keys: own, hosts: a}]")
    #expect(errors.isEmpty != told.contains("\nproxycommand "), "\(told)")
    let jumps = plan?.checks.first?.check.jumps.map(\.host)
    #expect((jumps == ["gate"]) == told.contains("\nproxyjump gate"), "\(told)")
  }

  @Test func `of ssh are gone to by the first way that is found, and known by their alias`() throws
  {
    let inventory = """
      Host a
        ProxyJump gate
        HostKeyAlias a.alias
      Host b
        ProxyCommand none
      Host gate
        HostKeyAlias gate.alias
        ProxyCommand NONE
      Host *
        User u
        ProxyCommand nc %h %p
        ProxyJump wrong
      """
    let (plan, errors) = try resolve(inventory, "allow: [{keys: own, hosts: [a, b]}]")
    #expect(errors == [])
    let checks = try #require(plan).checks.map(\.check)
    #expect(checks.map { $0.jumps.map(\.host) } == [["gate"], []])
    #expect(checks.map(\.hostKeyName) == ["a.alias", nil])
    #expect(checks.first?.jumps.map(\.hostKeyName) == ["gate.alias"])
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
