/// A check, and where its answer belongs.
struct Question: Sendable {
  /// Its index among the checks of a run.
  let index: Int
  // All of them, which are shared: a copy of its own would hold each of ten thousand once more.
  private let checks: [AccessCheck]

  /// - Parameters:
  ///   - index: its index among the checks.
  ///   - checks: all checks of the run.
  init(_ index: Int, of checks: [AccessCheck]) {
    self.index = index
    self.checks = checks
  }

  var check: AccessCheck { checks[index] }
}
