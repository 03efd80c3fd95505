/// What wrk does to a server: one row of the table.
struct Load {
  let title: String
  /// How many connections ask at the same time.
  let connections: Int
  /// The path that is asked for, the header fields, and a script for another method than GET.
  let path: String
  var fields: [String] = []
  var script: String?
  /// The least ratio of requests a second that is good enough, where one was set.
  var target: Double?

  /// Runs wrk against a port of loopback.
  func run(port: UInt16, seconds: Int) throws(BenchmarkError) -> Throughput {
    var words = [
      "wrk", "--threads", "1", "--connections", "\(connections)", "--duration", "\(seconds)s",
      "--latency",
    ]
    for field in fields { words += ["--header", field] }
    if let script { words += ["--script", script] }
    let report = Program(words + ["http://127.0.0.1:\(port)\(path)"]).output()
    return try Throughput(report)
  }
}
