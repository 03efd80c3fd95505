import LatchkeyVerifier

/// What a check found and what was expected: of all checks of a report, a handful.
struct Finding: Hashable, Sendable {
  let expect: Expectation
  let verdict: Verdict
  let met: Bool
  let stage: Stage
  let reason: ExactText

  init(_ record: CheckRecord) {
    expect = record.expect
    verdict = record.verdict
    met = record.met
    stage = record.stage
    reason = ExactText(record.reason)
  }

  /// Without the enumerations, which would hash their cases' names.
  func hash(into hasher: inout Hasher) {
    hasher.combine(met)
    hasher.combine(reason)
  }

  /// A record that found this, of a check without a name.
  var record: CheckRecord {
    CheckRecord(
      id: "", host: "", port: 0, user: "", expect: expect, verdict: verdict, met: met, stage: stage,
      reason: reason.text, detail: "")
  }
}
