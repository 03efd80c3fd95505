/// A check, and where its answer belongs.
struct Question: Sendable {
  /// Its index among the checks of a run.
  let index: Int
  let check: AccessCheck
}
