/// Where a host's keys stand, and can be changed.
protocol KeyPlace {
  /// Makes a change, lets `verify` look at what it does, and keeps it or takes it back.
  ///
  /// - Parameters:
  ///   - change: what to do.
  ///   - verify: whether all is as it should be with the change made; called once, if at all.
  func make(_ change: KeyChange, verify: @escaping () -> Verification) -> ChangeOutcome
}

/// What is done to a host's keys.
enum KeyChange {
  /// The new key is let in beside the old one.
  case addNew
  /// The old key is let in no longer.
  case removeOld
}

/// What was seen of a change.
struct Verification: Sendable {
  /// Whether all is as it should be.
  let isMet: Bool
  /// What was seen, for people.
  let detail: String
}

/// What became of a change.
enum ChangeOutcome {
  /// It was made, and verified.
  case kept
  /// There was nothing to do: it was so before, as is verified.
  case alreadySo
  /// It was made, was not what it should be, and was taken back.
  case takenBack(String)
  /// It was not made; everything is as it was.
  case notMade(String)
  /// It may or may not stand: the way back could not be seen to be taken.
  case unclear(String)
}
