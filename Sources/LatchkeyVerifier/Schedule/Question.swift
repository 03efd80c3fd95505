/// A check, and where its answer belongs.
struct Question {
  /// Its index among the checks of a run.
  let index: Int
  private let checks: CheckList

  /// - Parameters:
  ///   - index: its index among the checks.
  ///   - checks: all checks of the run.
  init(_ index: Int, of checks: CheckList) {
    self.index = index
    self.checks = checks
  }

  /// The check, which may be made anew.
  var check: AccessCheck { checks[index] }
}
