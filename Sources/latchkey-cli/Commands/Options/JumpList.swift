/// The jump hosts of a check: `[USER@]HOST[:PORT],…`, the first of them from this machine, as
/// `ssh -J` has them, `none` included.
struct JumpList {
  let targets: [CheckTarget]

  /// Reads an argument.
  init(parsing argument: String) throws {
    if argument.lowercased() == "none" {
      targets = []
      return
    }
    targets = try argument.split(separator: ",", omittingEmptySubsequences: false).map {
      try CheckTarget(parsing: String($0))
    }
  }
}
