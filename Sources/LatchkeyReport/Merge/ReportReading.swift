/// What reading one of several reports has come to so far.
struct ReportReading {
  let name: String
  /// Its place among the reports.
  let place: Int32
  /// How many lines have come.
  var line = 0
  /// Checks that are known already, by the report that had them first: the first of them, and how
  /// many there are.
  var duplicates: [String: (first: String, count: Int)] = [:]
  private var truncated: Int?
  private var malformed: (first: ReportError, count: Int)?

  init(name: String, place: Int32) {
    self.name = name
    self.place = place
  }

  /// Takes what is wrong with the line that has come.
  ///
  /// - Parameter isLast: whether it is the report's last, without an end.
  mutating func take(_ error: ReportError, isLast: Bool) {
    if error.code == .truncated, isLast {
      truncated = line
    } else {
      malformed = (malformed?.first ?? error, (malformed?.count ?? 0) + 1)
    }
  }

  /// What is wrong with the report.
  var findings: [MergeFinding] {
    var findings: [MergeFinding] = []
    if let truncated { findings.append(.truncated(report: name, line: truncated)) }
    if let malformed {
      findings.append(.malformed(report: name, error: malformed.first, count: malformed.count))
    }
    for (other, found) in duplicates.sorted(by: { $0.key < $1.key }) {
      findings.append(
        .duplicates(report: name, of: other, id: found.first, count: found.count))
    }
    return findings
  }
}
