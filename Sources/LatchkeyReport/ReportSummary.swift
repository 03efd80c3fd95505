public import LatchkeyVerifier

/// What the checks of a report come to.
public struct ReportSummary: Sendable, Hashable {
  private var results = Tally<CheckResult>()
  private var verdicts = Tally<Verdict>()
  /// The times of all checks together.
  public private(set) var checkTime = Duration.zero
  /// How many checks were to be made of which the report knows nothing.
  public var missing: Int
  /// Whether the report may lack checks beside those that are ``missing``, or hold others than it should:
  /// something that it was made of could not be read, or was of something else.
  public var isDoubtful = false
  /// How long the run took; `nil` where that is not known, as of a report that was merged.
  public var duration: Duration?
  /// When the run began, or the report was made: seconds since 1970.
  public var time: Int?

  /// What records come to.
  public init(
    _ records: some Sequence<CheckRecord> = [], missing: Int = 0, duration: Duration? = nil,
    time: Int? = nil
  ) {
    self.missing = missing
    self.duration = duration
    self.time = time
    for record in records { add(record) }
  }

  /// Takes one more check.
  public mutating func add(_ record: CheckRecord) {
    results.add(record.result)
    verdicts.add(record.verdict)
    checkTime += record.timings.total
  }

  /// How many checks have a result.
  public func count(_ result: CheckResult) -> Int { results.count(result) }

  /// How many checks have a verdict.
  public func count(_ verdict: Verdict) -> Int { verdicts.count(verdict) }

  /// How many checks there are, or should be.
  public var total: Int { results.total + missing }

  /// Whether every check is as expected.
  public var isMet: Bool { count(.met) == total }

  /// How long it took: the run, else the checks together.
  public var shownTime: Duration { duration ?? checkTime }

  /// The same in one line: `10 of 12 as expected, 2 not as expected`.
  public var line: String {
    var parts = ["\(count(.met)) of \(total) as expected"]
    for result in CheckResult.allCases where result != .met && count(result) > 0 {
      parts.append("\(count(result)) \(result.words)")
    }
    if missing > 0 { parts.append("\(missing) missing") }
    return parts.joined(separator: ", ")
  }
}
