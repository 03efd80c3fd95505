/// The same job done by latchkey and by a peer: one row of the table.
struct Contest {
  /// What of a run counts, and how many runs become one figure.
  enum Measure {
    /// Elapsed time; the median, which a busy machine disturbs least.
    case wall
    /// The program's own processor time; the mean, where luck decides about the single run (RSA's
    /// search for primes) and the median would hide half of the work.
    case userMean
  }

  let title: String
  let measure: Measure
  /// How often each side runs.
  let rounds: Int
  let latchkey: Program
  let peer: Program
  /// The greatest ratio that is good enough, where one was set.
  let target: Double?

  /// Runs both sides in turn, so that whatever else the machine does falls on both alike, and lets
  /// them change places every round, so that neither is always the one that finds a warm cache.
  func run() throws(BenchmarkError) -> Result {
    for _ in 0..<min(3, rounds) {
      _ = try latchkey.run()
      _ = try peer.run()
    }
    var ours: [Double] = []
    var theirs: [Double] = []
    for round in 0..<rounds {
      if round % 2 == 0 {
        ours.append(cost(try latchkey.run()))
        theirs.append(cost(try peer.run()))
      } else {
        theirs.append(cost(try peer.run()))
        ours.append(cost(try latchkey.run()))
      }
    }
    return Result(contest: self, ours: Summary(ours), theirs: Summary(theirs))
  }

  private func cost(_ sample: Sample) -> Double {
    switch measure {
    case .wall: sample.wall
    case .userMean: sample.user
    }
  }
}
