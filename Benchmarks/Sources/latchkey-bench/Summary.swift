/// The figures of one contender over all its runs, in milliseconds.
struct Summary {
  let minimum: Double
  let median: Double
  let maximum: Double
  let mean: Double
  /// How far the mean of this many runs may be off: the sample's deviation over √n.
  let standardError: Double
  /// The most memory that was resident at one moment, in MiB; of several processes, the largest.
  let memory: Double

  /// - Parameters:
  ///   - values: at least one.
  ///   - memory: the peak, in MiB.
  init(_ values: [Double], memory: Double) {
    self.memory = memory
    let sorted = values.sorted()
    let count = sorted.count
    minimum = sorted[0]
    maximum = sorted[count - 1]
    median = count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2
    let mean = sorted.reduce(0, +) / Double(count)
    self.mean = mean
    let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    standardError = count > 1 ? (squares / Double(count - 1) / Double(count)).squareRoot() : 0
  }
}
