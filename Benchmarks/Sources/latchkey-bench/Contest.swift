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
  /// Whether the two sides run at the same time, a core each. For processor time it is all the
  /// same, and a row that needs hundreds of slow runs takes half as long.
  var isSimultaneous = false
  /// How many keys a run takes, where the table is to say how many that is in a second.
  var keys: Int?
  let latchkey: Program
  let peer: Program
  /// The greatest ratio that is good enough, where one was set.
  let target: Double?

  /// Runs both sides in turn, so that whatever else the machine does falls on both alike, and lets
  /// them change places every round, so that neither is always the one that finds a warm cache.
  func run() throws(BenchmarkError) -> Result {
    for _ in 0..<min(2, rounds / 2) {
      _ = try latchkey.run()
      _ = try peer.run()
    }
    var ours: [Sample] = []
    var theirs: [Sample] = []
    for round in 0..<rounds {
      if isSimultaneous {
        let (one, other) = try runBoth()
        ours.append(one)
        theirs.append(other)
      } else if round % 2 == 0 {
        ours.append(try latchkey.run())
        theirs.append(try peer.run())
      } else {
        theirs.append(try peer.run())
        ours.append(try latchkey.run())
      }
    }
    return Result(
      contest: self, ours: summary(ours, memory: try latchkey.peakMemory()),
      theirs: summary(theirs, memory: try peer.peakMemory()))
  }

  private func runBoth() throws(BenchmarkError) -> (ours: Sample, theirs: Sample) {
    latchkey.prepare()
    peer.prepare()
    let one = try Run(latchkey.words)
    let other = try Run(peer.words)
    return (try one.wait(), try other.wait())
  }

  private func summary(_ samples: [Sample], memory: Double) -> Summary {
    let values = samples.map { sample in
      switch measure {
      case .wall: sample.wall
      case .userMean: sample.user
      }
    }
    return Summary(values, memory: memory)
  }
}
