/// Joins the reports of a plan's parts (JSON Lines) into one.
///
/// Which report comes first does not matter where the records tell their places in the plan, except
/// for checks that are there twice.
public struct ReportMerge: Sendable {
  private var records: [CheckRecord] = []
  private var findings: [MergeFinding] = []
  /// Which report a check was in.
  private var sources: [String: String] = [:]
  private var cut: (plan: PlanCut, report: String)?
  private var odd: Set<String> = []

  /// Nothing yet.
  public init() {}

  /// Takes a report.
  ///
  /// - Parameters:
  ///   - report: JSON Lines; empty lines are passed over.
  ///   - name: what it is called in findings.
  public mutating func add(_ report: [UInt8], name: String) {
    var number = 0
    var malformed: (first: ReportError, count: Int)?
    var duplicates: [String: (first: String, count: Int)] = [:]
    let endsInLine = report.last != 0x0A
    let lines = report.split(separator: 0x0A, omittingEmptySubsequences: false)
    for line in lines {
      number += 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      do throws(ReportError) {
        let record = try CheckRecord(jsonLine: Array(line), line: number)
        if let other = sources[record.id] {
          duplicates[other, default: (record.id, 0)].count += 1
        } else {
          sources[record.id] = name
          take(record, name)
        }
      } catch {
        if error.code == .truncated, endsInLine, number == lines.count {
          findings.append(.truncated(report: name, line: number))
        } else {
          malformed = (malformed?.first ?? error, (malformed?.count ?? 0) + 1)
        }
      }
    }
    if let malformed {
      findings.append(.malformed(report: name, error: malformed.first, count: malformed.count))
    }
    for (other, found) in duplicates.sorted(by: { $0.key < $1.key }) {
      findings.append(
        .duplicates(report: name, of: other, id: found.first, count: found.count))
    }
  }

  private mutating func take(_ record: CheckRecord, _ name: String) {
    let plan = PlanCut(record.shard)
    if let cut {
      if cut.plan != plan, odd.insert(name).inserted {
        findings.append(.differentPlans(report: name, of: cut.report))
      }
    } else {
      cut = (plan, name)
    }
    records.append(record)
  }

  /// What the reports are together.
  public func merged() -> MergedReport {
    var findings = self.findings
    var missing = 0
    if records.isEmpty { findings.append(.noRecords) }
    if odd.isEmpty, let plan = cut?.plan, let of = plan.of {
      let present = Set(records.compactMap { $0.shard?.index })
      let absent = (1...of).filter { !present.contains($0) }
      let places = Set(records.compactMap { $0.shard?.order })
      if let total = plan.checks {
        missing = total - min(total, places.isEmpty ? records.count : places.count)
      }
      // A part to which no host fell has nothing to report.
      if !absent.isEmpty, missing > 0 || plan.checks == nil {
        findings.append(.missingShards(absent, of: of))
        missing = max(missing, absent.count)
      }
      if let total = plan.checks, missing > 0 {
        findings.append(.missingChecks(missing, of: total))
      }
    }
    return MergedReport(records: sorted, findings: findings, missing: missing)
  }

  private var sorted: [CheckRecord] {
    let keyed = records.enumerated().map { (($1.shard?.order ?? .max, $0), $1) }
    return keyed.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
