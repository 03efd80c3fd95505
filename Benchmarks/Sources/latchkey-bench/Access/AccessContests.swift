/// latchkey's checks beside those of other clients, against one sshd on loopback. The server costs
/// more than any client, and shares the processors with it: what counts is the client's own
/// processor time, the kernel's share included.
struct AccessContests {
  /// The release executable.
  let latchkey: String
  /// The folder of checks.c and peers.py.
  let sources: String
  /// A Python that has the peers.
  let python: String
  let scratch: Scratch
  /// How many checks a run takes.
  let checks: Int
  /// How often the C loop and latchkey run, in turns; the least time counts, which a busy machine
  /// disturbs least.
  let rounds: Int

  static let header = """
    | client | at once | CPU a check, ms | × the C loop | wall a check, ms | peak memory, MiB |
    |---|---|---|---|---|---|
    """

  /// Measures, and gives the rows of the table one by one.
  func run(_ row: (String) -> Void) throws(BenchmarkError) {
    _ = try Program(
      "cc", "-O2", "-o", scratch.path("checks"), "\(sources)/checks.c", "-lssh2"
    ).run()
    let server = try AccessServer(keys: ["key"], scratch: scratch)
    for concurrency in [1, 16, 64] {
      let (pair, peers) = clients(port: server.port, concurrency)
      var samples = Array(repeating: [Sample](), count: pair.count)
      for _ in 0..<rounds {
        for (index, client) in pair.enumerated() { samples[index].append(try client.run()) }
      }
      let floor = Self.cost(samples[0])
      for (client, samples) in zip(pair, samples) {
        row(try self.row(client, concurrency, samples, checks: checks, floor: floor))
      }
      for peer in peers {
        row(try self.row(peer, concurrency, [peer.run()], checks: few, floor: floor))
      }
    }
  }

  /// The least processor time of some runs.
  private static func cost(_ samples: [Sample]) -> Double {
    samples.map { $0.user + $0.system }.min() ?? 0
  }

  private func row(
    _ client: Program, _ concurrency: Int, _ samples: [Sample], checks part: Int, floor: Double
  ) throws(BenchmarkError) -> String {
    let cost = Self.cost(samples) / Double(part)
    let wall = (samples.map(\.wall).min() ?? 0) / Double(part)
    let cells = [
      client.name, "\(concurrency)", "**\(Result.fixed(cost, 2))**",
      Result.fixed(cost / (floor / Double(checks)), 2), Result.fixed(wall, 1),
      Result.fixed(try client.peakMemory(), 1),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  /// How many checks a client makes that takes tens of milliseconds for each: they show that in fewer.
  private var few: Int { max(1, checks / 4) }

  /// The C loop and latchkey, and the others.
  private func clients(
    port: UInt16, _ concurrency: Int
  ) -> (pair: [Program], peers: [Program]) {
    let key = scratch.path("key")
    let user = AccessServer.user
    let target = "\(user)@127.0.0.1:\(port)"
    let loop = Program(
      [
        scratch.path("checks"), "127.0.0.1", "\(port)", user, key, "\(checks)", "\(concurrency)",
      ], name: "C loop on libssh2")
    let ours = Program(
      [
        latchkey, "check", "-i", key, "--host-key", scratch.path("host.pub"), "--concurrency",
        "\(concurrency)", "--per-host", "\(concurrency)",
      ] + Array(repeating: target, count: checks), name: "latchkey")
    let peers = ["asyncssh", "paramiko", "parallel-ssh"].map { name in
      let words = [
        python, "\(sources)/peers.py", name, "127.0.0.1", "\(port)",
        name == "parallel-ssh" ? AccessServer.own : user, key, "\(few)",
        "\(concurrency)",
      ]
      return Program(words, name: name)
    }
    let ssh = """
      seq \(few) | xargs -P\(concurrency) -I{} ssh -F none -o BatchMode=yes \
      -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR \
      -i '\(key)' -p \(port) \(AccessServer.own)@127.0.0.1 true
      """
    return (
      [loop, ours], peers + [Program(["sh", "-c", ssh], name: "ssh, xargs -P\(concurrency)")]
    )
  }
}
