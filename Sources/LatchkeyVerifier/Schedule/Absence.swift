/// That nobody was found at a place by one check, which answers others that wait for the same.
struct Absence: Sendable {
  /// The check that found it.
  let id: String
  /// What was seen: how a look-up, a connection or the wait for a first word ended.
  let evidence: Evidence
  /// What the jump hosts before that place did.
  let hops: [HopOutcome]
  let deadlines: Deadlines
  /// When it began to look for that place.
  let start: Moment

  /// Whether a check would have waited as long, and would not have asked again.
  func covers(_ check: AccessCheck) -> Bool {
    check.patience == nil && check.deadlines.connect == deadlines.connect
      && check.deadlines.total == deadlines.total
  }
}
