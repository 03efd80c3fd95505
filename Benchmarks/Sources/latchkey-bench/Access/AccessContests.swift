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
  /// How often each client runs; the least time counts, which a busy machine disturbs least.
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
      var floor: Double?
      for (client, part) in clients(port: server.port, concurrency) {
        var cost = Double.infinity
        var wall = Double.infinity
        // A client that takes tens of milliseconds a check shows that in fewer of them.
        for _ in 0..<(part == checks ? rounds : 1) {
          let sample = try client.run()
          cost = min(cost, (sample.user + sample.system) / Double(part))
          wall = min(wall, sample.wall / Double(part))
        }
        if floor == nil { floor = cost }
        let memory = try client.peakMemory()
        let cells = [
          client.name, "\(concurrency)", "**\(Result.fixed(cost, 2))**",
          Result.fixed(cost / (floor ?? cost), 2), Result.fixed(wall, 1), Result.fixed(memory, 1),
        ]
        row("| " + cells.joined(separator: " | ") + " |")
      }
    }
  }

  /// The clients, and how many checks each takes in a run; the C loop first.
  private func clients(port: UInt16, _ concurrency: Int) -> [(Program, Int)] {
    let key = scratch.path("key")
    let user = AccessServer.user
    let target = "\(user)@127.0.0.1:\(port)"
    let few = max(1, checks / 4)
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
      return (Program(words, name: name), few)
    }
    let ssh = """
      seq \(few) | xargs -P\(concurrency) -I{} ssh -F none -o BatchMode=yes \
      -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR \
      -i '\(key)' -p \(port) \(AccessServer.own)@127.0.0.1 true
      """
    return [(loop, checks), (ours, checks)] + peers
      + [(Program(["sh", "-c", ssh], name: "ssh, xargs -P\(concurrency)"), few)]
  }
}
