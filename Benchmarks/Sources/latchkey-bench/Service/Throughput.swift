import Glibc

/// What a run of wrk has measured.
struct Throughput {
  let requestsPerSecond: Double
  /// The time to an answer that half of the requests did not take, in milliseconds.
  let median: Double
  /// The time that one in a hundred took longer than, in milliseconds.
  let percentile99: Double

  init(requestsPerSecond: Double, median: Double, percentile99: Double) {
    self.requestsPerSecond = requestsPerSecond
    self.median = median
    self.percentile99 = percentile99
  }

  /// Reads wrk's report. One request that failed makes it no figure.
  init(_ report: String) throws(BenchmarkError) {
    let lines = report.split(separator: "\n").map { line in
      line.split(separator: " ").map(String.init)
    }
    func value(after name: String) throws(BenchmarkError) -> String {
      guard let line = lines.first(where: { $0.first == name }), line.count > 1 else {
        throw BenchmarkError("wrk: no \(name) in: \(report)")
      }
      return line[1]
    }
    for word in ["Non-2xx", "Socket"] where lines.contains(where: { $0.first == word }) {
      throw BenchmarkError("wrk: requests have failed: \(report)")
    }
    guard let rate = Double(try value(after: "Requests/sec:")) else {
      throw BenchmarkError("wrk: no rate in: \(report)")
    }
    requestsPerSecond = rate
    median = try Self.milliseconds(value(after: "50%"))
    percentile99 = try Self.milliseconds(value(after: "99%"))
  }

  /// The medians of several runs, each for itself.
  static func medians(of runs: [Throughput]) -> Throughput {
    func middle(_ value: (Throughput) -> Double) -> Double {
      runs.map(value).sorted()[runs.count / 2]
    }
    return Throughput(
      requestsPerSecond: middle(\.requestsPerSecond), median: middle(\.median),
      percentile99: middle(\.percentile99))
  }

  /// `1.09ms`, `47.00us`, `1.20s`.
  private static func milliseconds(_ text: String) throws(BenchmarkError) -> Double {
    for (unit, factor) in [("us", 1e-3), ("ms", 1.0), ("s", 1e3)] where text.hasSuffix(unit) {
      if let number = Double(text.dropLast(unit.count)) { return number * factor }
    }
    throw BenchmarkError("wrk: '\(text)' is no time")
  }
}
