/// Whole fleets: how many round trips a check takes, how many checks a distant host bears at once, and
/// what a plan of ten thousand takes, whose memory must not grow with their number.
struct FleetTable {
  /// The release executable.
  let latchkey: String
  /// The folder of delay.py.
  let sources: String
  let python: String
  let scratch: Scratch

  static let header = """
    | what | checks | at once | CPU a check, ms | wall, s | round trips a check | peak memory, MiB |
    |---|---|---|---|---|---|---|
    """

  /// How much later a distant host answers, in milliseconds.
  private static let roundTrip = 50
  private static let keyCount = 625

  /// Measures, and gives the rows of the table one by one.
  func run(_ tell: (String) -> Void) throws(BenchmarkError) {
    let keys = (0..<Self.keyCount).map { "key\($0)" }
    let known = keys.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
    let strangers = keys.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
    let server = try AccessServer(keys: known, strangers: strangers, scratch: scratch)
    let distant = try Server { (port) in
      [python, "\(sources)/delay.py", "\(port)", "\(server.port)", "\(Self.roundTrip)"]
    }
    for (title, key) in [("one log-in", "key0"), ("one public key", "key0.pub")] {
      tell(try single(title, key: key, near: server.port, distant: distant.port))
    }
    try row(
      "a host \(Self.roundTrip) ms away", 1000, at: 256,
      check(count: 1000, key: "key0", port: distant.port, concurrency: 256))
    for count in [16, 160, Self.keyCount] {
      let plan = try plan(keys: keys.prefix(count), port: server.port)
      try row(
        "a plan, half to be refused", count * AccessServer.addresses.count, at: 64,
        Program(latchkey, "check", "--plan", plan, "--json", "--concurrency", "64"))
    }

    func row(_ title: String, _ count: Int, at concurrency: Int, _ program: Program)
      throws(BenchmarkError)
    {
      let sample = try program.run()
      tell(
        cells(
          title, count, "\(concurrency)", sample, roundTrips: "",
          memory: Result.fixed(try program.peakMemory(), 1)))
    }
  }

  /// The round trips of one check: how much later the distant host's answer is.
  private func single(
    _ title: String, key: String, near: UInt16, distant: UInt16
  ) throws(BenchmarkError) -> String {
    func least(_ port: UInt16) throws(BenchmarkError) -> Sample {
      let program = check(count: 1, key: key, port: port, concurrency: 1)
      var best = try program.run()
      for _ in 0..<9 {
        let sample = try program.run()
        if sample.wall < best.wall { best = sample }
      }
      return best
    }
    let far = try least(distant)
    let trips = (far.wall - (try least(near)).wall) / Double(Self.roundTrip)
    return cells(title, 1, "1", far, roundTrips: Result.fixed(trips, 1), memory: "")
  }

  private func cells(
    _ title: String, _ count: Int, _ concurrency: String, _ sample: Sample, roundTrips: String,
    memory: String
  ) -> String {
    let cost = (sample.user + sample.system) / Double(count)
    return "| "
      + [
        title, "\(count)", concurrency, "**\(Result.fixed(cost, 2))**",
        Result.fixed(sample.wall / 1000, count == 1 ? 2 : 1), roundTrips, memory,
      ].joined(separator: " | ") + " |"
  }

  private func check(count: Int, key: String, port: UInt16, concurrency: Int) -> Program {
    Program(
      [
        latchkey, "check", "-i", scratch.path(key), "--host-key", scratch.path("host.pub"),
        "--concurrency", "\(concurrency)", "--per-host", "\(concurrency)",
      ] + Array(repeating: "\(AccessServer.user)@127.0.0.1:\(port)", count: count))
  }

  private func plan(keys: ArraySlice<String>, port: UInt16) throws(BenchmarkError) -> String {
    var text = """
      version: 1
      defaults:
        {user: \(AccessServer.user), port: \(port), host-keys: \(scratch.path("host.pub"))}
      keys:

      """
    for (index, key) in keys.enumerated() {
      let tag = index.isMultiple(of: 2) ? "known" : "stranger"
      text += "  \(key): {file: \(scratch.path(key)), tags: \(tag)}\n"
    }
    text += "hosts:\n"
    for (index, address) in AccessServer.addresses.enumerated() {
      text += "  host\(index): {address: \(address)}\n"
    }
    text += """
      allow: [{keys: tag:known, hosts: all}]
      deny: [{keys: tag:stranger, hosts: all}]

      """
    try scratch.write(text, to: "plan.yml")
    return scratch.path("plan.yml")
  }
}
