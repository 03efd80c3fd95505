import LatchkeyVerifier

/// Why a rotation did not come to its end, where that is something other than what a step has named.
final class RotationCause {
  /// Whether somebody interrupted it.
  private(set) var isInterrupted = false
  /// Whether the old key got in after it was taken out of the file.
  private(set) var isOldKeyTakenElsewhere = false

  /// Notes what a check has found.
  func note(_ outcome: Outcome) {
    if outcome.reason == .interrupted { isInterrupted = true }
  }

  /// Notes what the old key was found to open, where it should have been refused.
  func note(old outcome: Outcome?) {
    if outcome?.verdict == .allowed { isOldKeyTakenElsewhere = true }
  }

  /// What a person does next.
  ///
  /// - Parameter isAsBefore: whether nothing was changed.
  func remedy(isAsBefore: Bool) -> String {
    if isInterrupted {
      return isAsBefore
        ? "rotate again: it was interrupted, and the old key gets in as before"
        : "rotate again: it was interrupted, and goes on from here"
    }
    if isOldKeyTakenElsewhere {
      return "find what lets the old key in beside this file (another file of AuthorizedKeysFile, "
        + "AuthorizedKeysCommand, a certificate authority), take it out there, and rotate again: it "
        + "goes on from here"
    }
    return isAsBefore
      ? "mend what is named above, and rotate again; the old key gets in as before"
      : "mend what is named above, and rotate again: it goes on from here"
  }
}
