import ArgumentParser

/// The jump hosts of a check: `[USER@]HOST[:PORT],…`, the first of them from this machine, as
/// `ssh -J` has them.
struct JumpList: ExpressibleByArgument {
  let targets: [CheckTarget]

  init?(argument: String) {
    var targets: [CheckTarget] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let target = CheckTarget(argument: String(part)) else { return nil }
      targets.append(target)
    }
    self.targets = targets
  }
}
