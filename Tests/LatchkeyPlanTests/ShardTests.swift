import LatchkeyPlan
import LatchkeyVerifier
import TestSupport
import Testing

@Suite struct `A shard` {
  @Test(arguments: [1, 2, 3, 5, 7, 16, 100])
  func `has hosts of its own, and all together have every check once`(count: Int) throws {
    let plan = try Samples.fleet(hosts: 40, keys: 3, users: 2)
    var ids: [String] = []
    var owners: [String: Int] = [:]
    for index in 1...count {
      let checks = plan.checks(of: try Shard(index: index, of: count))
      // Its share, give or take a host of the most checks: two names of one address, six checks each.
      #expect(abs(checks.count - plan.checks.count / count) <= 12)
      for check in checks {
        ids.append(check.check.id)
        #expect(owners.updateValue(index, forKey: check.check.host) ?? index == index)
      }
    }
    #expect(ids == plan.checks.map(\.check.id))
  }

  @Test func `keeps a port of an address together, and may part it from another`() throws {
    var text = "version: 1\nkeys: {k: {public-key: \"\(Samples.publicKey)\"}}\nhosts:\n"
    // A gateway that forwards its ports, each of them by two names.
    for host in 0..<8 { text += "  h\(host): {address: 192.0.2.1, port: \(2200 + host / 2)}\n" }
    text += "deny: [{keys: k, users: [a, b], hosts: all}]\n"
    let plan = try PlanResolver(environment: [:]).resolve(
      Plan(yaml: Array(text.utf8), fileName: "gateway.yml"))
    let ports = try (1...4).map { index in
      plan.checks(of: try Shard(index: index, of: 4)).map(\.check.port)
    }
    #expect(ports == [2200, 2201, 2202, 2203].map { Array(repeating: $0, count: 4) })
  }

  @Test func `is read as people write it`() throws {
    let shard = try Shard(parsing: "2/5")
    #expect(shard.index == 2 && shard.count == 5 && "\(shard)" == "2/5")
  }

  @Test(arguments: [
    ("", "\"\" is no shard; expected I/N, such as 2/5"),
    ("2", "\"2\" is no shard; expected I/N, such as 2/5"),
    ("2/5/1", "\"2/5/1\" is no shard; expected I/N, such as 2/5"),
    ("+1/2", "\"+1/2\" is no shard; expected I/N, such as 2/5"),
    ("0/5", "shard 0 of 5: shards are counted from 1 to 5"),
    ("6/5", "shard 6 of 5: shards are counted from 1 to 5"),
    ("1/0", "0 shards, where 1 to 100000 are possible"),
    ("1/99999999999999999999", "\"1/99999999999999999999\" is no shard; expected I/N, such as 2/5"),
  ])
  func `that there is not is named`(text: String, reason: String) {
    let error = #expect(throws: ShardError.self) { try Shard(parsing: text) }
    #expect(error?.reason == reason)
  }

  @Test(arguments: [
    (["JOB_COMPLETION_INDEX": "0"], 3, "1/3"), (["JOB_COMPLETION_INDEX": "2"], 3, "3/3"),
    (slurm("7", "5", "5"), nil, "3/5"), (slurm("0", "4", "0"), 4, "1/4"),
    (slurm("6", "4", "2").merging(["SLURM_ARRAY_TASK_STEP": "2"]) { $1 }, nil, "3/4"),
  ])
  func `is what a job manager says`(
    environment: [String: String], count: Int?, shard: String
  ) throws {
    #expect(try "\(Shard.fromEnvironment(environment, count: count))" == shard)
  }

  @Test(arguments: [
    ([:], nil, ShardError.Code.notSet), (["JOB_COMPLETION_INDEX": "1"], nil, .notSet),
    (["JOB_COMPLETION_INDEX": "3"], 3, .outOfRange), (["JOB_COMPLETION_INDEX": "x"], 3, .malformed),
    (["SLURM_ARRAY_TASK_ID": "1"], 3, .notSet), (slurm("4", "4", "0"), nil, .outOfRange),
    (slurm("1", "4", "1"), 5, .outOfRange), (slurm("0", "4", "1"), nil, .outOfRange),
    (slurm("-1", "4", "1"), nil, .malformed),
  ])
  func `that a job manager says wrongly is named`(
    environment: [String: String], count: Int?, code: ShardError.Code
  ) {
    let error = #expect(throws: ShardError.self) {
      try Shard.fromEnvironment(environment, count: count)
    }
    #expect(error?.code == code)
  }

  private static func slurm(_ id: String, _ count: String, _ least: String) -> [String: String] {
    [
      "SLURM_ARRAY_TASK_ID": id, "SLURM_ARRAY_TASK_COUNT": count, "SLURM_ARRAY_TASK_MIN": least,
    ]
  }

  @Test func `belongs to its plan by the plan's digest`() throws {
    let digest = try Samples.fleet(hosts: 4, keys: 1).digest
    #expect(digest.count == 32 && digest.allSatisfy(\.isHexDigit))
    #expect(try Samples.fleet(hosts: 4, keys: 1).digest == digest)
    #expect(try Samples.fleet(hosts: 5, keys: 1).digest != digest)
    #expect(try Samples.fleet(hosts: 4, keys: 2).digest != digest)
  }
}
