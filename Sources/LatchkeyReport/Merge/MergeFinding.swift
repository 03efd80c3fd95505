/// What is wrong with reports that are to be one.
public enum MergeFinding: Sendable, Hashable, CustomStringConvertible {
  /// Lines of a report that are no records: the first of them, and how many there are.
  case malformed(report: String, error: ReportError, count: Int)
  /// A report whose last line is cut short: whoever wrote it was stopped.
  case truncated(report: String, line: Int)
  /// Checks that stand in two reports, or twice in one: the first of them, and how many there are.
  /// What was read first counts.
  case duplicates(report: String, of: String, id: String, count: Int)
  /// The reports are not of one plan, or not of one way to cut it.
  case differentPlans(report: String, of: String)
  /// Parts of which there is no report, counted from 1.
  case missingShards([Int], of: Int)
  /// Checks of the plan that no report knows.
  case missingChecks(Int, of: Int)
  /// There is not one record.
  case noRecords

  /// Whether something is not there that may have been in a report which could not be read.
  public var isAbsence: Bool {
    switch self {
    case .missingShards, .missingChecks, .noRecords: true
    default: false
    }
  }

  /// The same for people.
  public var description: String {
    switch self {
    case .malformed(let report, let error, let count):
      "\(report): \(error)" + (count > 1 ? " (and \(count - 1) more lines)" : "")
    case .truncated(let report, let line):
      "\(report): line \(line) is cut short: the run that wrote it did not come to its end"
    case .duplicates(let report, let other, let id, let count):
      "\(report): \(id)" + (count > 1 ? " and \(count - 1) more checks" : "")
        + (report == other ? " in it twice" : " in \(other) already") + "; the first counts"
        + (report != other && Self.isPlace(id)
          ? " (where the keys differ, check them by one plan: its names of checks have the key in "
            + "them)" : "")
    case .differentPlans(let report, let other):
      "\(report): of another plan, or cut another way, than \(other)"
    case .missingShards(let indices, let count):
      "no report of \(indices.count == 1 ? "shard" : "shards") \(Self.ranges(indices)) of \(count)"
    case .missingChecks(let count, let total):
      "\(count) of the plan's \(total) checks in no report"
    case .noRecords: "no checks in any report"
    }
  }

  /// Whether a check is called after its place alone, `USER@HOST:PORT`, as a plan calls none.
  private static func isPlace(_ id: String) -> Bool {
    let name = id.utf8.prefix { $0 != UInt8(ascii: " ") }
    let port = name.split(separator: UInt8(ascii: ":")).last ?? []
    return port.count < name.count && port.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// `2, 5-7` for 2, 5, 6, 7.
  private static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound == number - 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ", ")
  }
}
