/// Why the benchmarks cannot go on. A figure from a run that failed would be no figure.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
