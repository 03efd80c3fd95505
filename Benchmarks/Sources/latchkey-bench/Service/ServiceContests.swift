import Glibc

/// latchkeyd beside nginx, which has the same bytes as a static file: both run all the time, and wrk
/// turns to one after the other.
struct ServiceContests {
  /// The release executable; the daemon lies beside it.
  let latchkey: String
  /// The peer.
  let nginx: String
  let scratch: Scratch
  /// How often each side is measured, and for how many seconds.
  let rounds: Int
  let seconds: Int

  static let header = """
    | load | latchkeyd: requests/s, p50, p99 | nginx: requests/s, p50, p99 | ratio | target | met |
    |---|---|---|---|---|---|
    """

  /// Measures, and gives the rows of the table one by one; at the end what the memory was.
  func run(_ row: (String) -> Void) throws(BenchmarkError) {
    let state = scratch.path("state")
    _ = try Program(latchkey, "instance", "launch", "--name", "bench", "--home", state).run()
    let daemon = latchkey + "d"
    let ours = try Server { (port) throws(BenchmarkError) in
      [daemon, "--listen", "127.0.0.1:\(port)", "--home", state, "bench"]
    }
    let token = try token(from: ours.port)
    let theirs = try Server { (port) throws(BenchmarkError) in
      try configureNginx(port: port, token: token)
      return [nginx, "-p", scratch.path, "-c", scratch.path("nginx.conf"), "-e", "stderr"]
    }
    for load in try loads(token: token) {
      _ = try load.run(port: ours.port, seconds: 1)
      _ = try load.run(port: theirs.port, seconds: 1)
      var ourRuns: [Throughput] = []
      var theirRuns: [Throughput] = []
      for _ in 0..<rounds {
        ourRuns.append(try load.run(port: ours.port, seconds: seconds))
        theirRuns.append(try load.run(port: theirs.port, seconds: seconds))
      }
      row(Self.row(load, .medians(of: ourRuns), .medians(of: theirRuns)))
    }
    row(
      "\nPeak memory after all of it, MiB: latchkeyd \(Result.fixed(ours.peakMemory(), 1)), "
        + "a worker of nginx \(Result.fixed(theirs.peakMemory(), 1)).")
  }

  private func loads(token: String) throws(BenchmarkError) -> [Load] {
    try scratch.write("wrk.method = \"PUT\"\n", to: "put.lua")
    let path = "/latest/meta-data/instance-type"
    let field = "X-aws-ec2-metadata-token: \(token)"
    let gets = [1, 16, 256].map { count in
      Load(
        title: "GET with a token, c=\(count)", connections: count, path: path, fields: [field],
        target: count == 16 ? 0.5 : nil)
    }
    let put = Load(
      title: "PUT for a token, c=16", connections: 16, path: "/latest/api/token",
      fields: ["X-aws-ec2-metadata-token-ttl-seconds: 21600"], script: scratch.path("put.lua"))
    return gets + [put]
  }

  private func token(from port: UInt16) throws(BenchmarkError) -> String {
    let answer = try Loopback.exchange(
      """
      PUT /latest/api/token HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\
      X-aws-ec2-metadata-token-ttl-seconds: 21600\r\n\r\n
      """, port: port)
    guard answer.hasPrefix("HTTP/1.1 200 ") else { throw BenchmarkError("no token: \(answer)") }
    return String(answer.suffix(56))
  }

  /// No log on either side, and a worker a core as latchkeyd has a thread a core. The token, which no
  /// file can give for a PUT, is an answer of nginx's own.
  private func configureNginx(port: UInt16, token: String) throws(BenchmarkError) {
    try scratch.write("t3.micro", to: "instance-type")
    let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
      "  \($0)_temp_path \(scratch.path("nginx-temporary"));"
    }
    try scratch.write(
      """
      \(geteuid() == 0 ? "user root;" : "")
      daemon off;
      worker_processes auto;
      pid \(scratch.path("nginx.pid"));
      events { worker_connections 1024; }
      http {
      \(folders.joined(separator: "\n"))
        access_log off;
        sendfile on;
        tcp_nopush on;
        keepalive_requests 1000000000;
        default_type text/plain;
        server {
          listen 127.0.0.1:\(port);
          location = /latest/meta-data/instance-type { alias \(scratch.path("instance-type")); }
          location = /latest/api/token { return 200 "\(token)"; }
        }
      }

      """, to: "nginx.conf")
  }

  private static func row(_ load: Load, _ ours: Throughput, _ theirs: Throughput) -> String {
    let ratio = ours.requestsPerSecond / theirs.requestsPerSecond
    let target = load.target.map { "≥ \(Result.fixed($0, 2))" } ?? "–"
    let met = load.target.map { ratio >= $0 ? "yes" : "**no**" } ?? "–"
    let cells = [load.title, figures(ours), figures(theirs), Result.fixed(ratio, 2), target, met]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private static func figures(_ run: Throughput) -> String {
    "**\(Result.fixed(run.requestsPerSecond, 0))**, \(Result.fixed(run.median, 2)) ms, "
      + "\(Result.fixed(run.percentile99, 2)) ms"
  }
}
