import Glibc

/// How much later than its deadline a check has its answer, whatever the server does.
struct DeadlineTable {
  private let latchkey: String
  private let scratch: Scratch
  private let rounds: Int
  private let server: Server
  /// The deadline, in milliseconds: enough to come to the last stage before.
  private static let deadline = 1500.0

  static let header =
    "| stage | the server is | late by, ms | with both cores busy, ms | ≤ 250 |\n|---|---|---|---|---|"

  /// - Parameter server: the words that start the misbehaving server, without its arguments.
  init(latchkey: String, server: [String], scratch: Scratch, rounds: Int) throws(BenchmarkError) {
    self.latchkey = latchkey
    self.scratch = scratch
    self.rounds = rounds
    _ = try Run([latchkey, "generate", "-q", scratch.path("host")]).wait()
    _ = try Run([latchkey, "generate", "-q", scratch.path("key")]).wait()
    let line = Program("cat", scratch.path("key.pub")).firstLine()
    let fault = scratch.path("fault")
    let host = scratch.path("host")
    try scratch.write("", to: "fault")
    // It tells of each connection that we end.
    let quiet = ["sh", "-c", "exec \"$@\" 2>/dev/null", "sh"]
    self.server = try Server { port in quiet + server + ["\(port)", host, line, fault] }
  }

  /// Measures every case, and hands out a row of Markdown for each.
  func run(_ print: (String) -> Void) throws(BenchmarkError) {
    for one in DeadlineCase.all {
      let idle = try lateness(one)
      let busy = try whileBusy { () throws(BenchmarkError) in try lateness(one) }
      print(
        "| \(one.stage) | \(one.behaviour) | \(Self.cell(idle)) | \(Self.cell(busy)) | "
          + "\(idle.maximum <= 250 ? "yes" : "**no**") |")
    }
  }

  private func whileBusy(
    _ body: () throws(BenchmarkError) -> Summary
  ) throws(BenchmarkError) -> Summary {
    let cores = try BusyCores()
    let summary = try body()
    withExtendedLifetime(cores) {}
    return summary
  }

  private func lateness(_ one: DeadlineCase) throws(BenchmarkError) -> Summary {
    try scratch.write(one.fault ?? "", to: "fault")
    let silent = try Loopback.silentPort()
    defer { close(silent.descriptor) }
    let place = "somebody@127.0.0.1:\(one.fault == nil ? silent.port : server.port)"
    var words = [
      latchkey, "check", "--json", "-i", scratch.path("key"), "--insecure-ignore-host-key",
      "--exec", "true", one.option, "\(Self.deadline / 1000)",
    ]
    words += one.isJump ? ["--jump", place, "somebody@127.0.0.1:1"] : [place]
    var values: [Double] = []
    for _ in 0..<rounds {
      let answer = Program(words).output()
      guard let total = Self.number("\"total\":", in: answer), answer.contains("timeout") else {
        throw BenchmarkError("\(one.stage), \(one.behaviour): no timeout: \(answer)")
      }
      values.append(total - Self.deadline)
    }
    return Summary(values, memory: 0)
  }

  private static func number(_ name: String, in text: String) -> Double? {
    guard let found = text.firstRange(of: name) else { return nil }
    return Double(text[found.upperBound...].prefix { $0.isNumber || $0 == "." })
  }

  private static func cell(_ summary: Summary) -> String {
    let figures = [summary.minimum, summary.median, summary.maximum].map { value in
      "\((value * 10).rounded() / 10)"
    }
    return "\(figures[0]) / **\(figures[1])** / \(figures[2])"
  }
}
