/// Joins the reports of a plan's parts (JSON Lines) into one.
///
/// Which report comes first does not matter where the records tell their places in the plan, except
/// for checks that are there twice.
public struct ReportMerge: Sendable {
  private struct Entry {
    /// The check's place in the plan; the last of all where it is not known.
    let order: Int
    let record: PackedRecord
  }

  private var packer = RecordPacker()
  private var entries: [Entry] = []
  private var summary = ReportSummary()
  private var findings: [MergeFinding] = []
  private var names: [String] = []
  /// Which report a check was in.
  private var sources: [String: Int32] = [:]
  private var cut: (plan: PlanCut, report: String)?
  private var odd: Set<String> = []
  /// The parts that there are reports of, and the places in the plan.
  private var present: (parts: Set<Int>, places: Set<Int>) = ([], [])

  /// Nothing yet.
  public init() {}

  /// Takes a report.
  ///
  /// - Parameters:
  ///   - report: JSON Lines; empty lines are passed over.
  ///   - name: what it is called in findings.
  public mutating func add(_ report: [UInt8], name: String) {
    var report: [UInt8]? = report
    add(name: name) {
      defer { report = nil }
      return report
    }
  }

  /// Takes a report that need not lie in memory as a whole.
  ///
  /// - Parameters:
  ///   - name: what it is called in findings.
  ///   - next: the next piece of it; `nil` at the end. What it throws is passed on, and what has come
  ///     before counts.
  public mutating func add<Failure>(
    name: String, pieces next: () throws(Failure) -> [UInt8]?
  ) throws(Failure) {
    var reading = ReportReading(name: name, place: Int32(names.count))
    names.append(name)
    var lines = ReportLines()
    defer { findings += reading.findings }
    while let piece = try next() {
      lines.add(piece) { take($0, &reading) }
    }
    take(lines.last, &reading, isLast: true)
  }

  private mutating func take(
    _ line: [UInt8], _ reading: inout ReportReading, isLast: Bool = false
  ) {
    reading.line += 1
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return }
    do throws(ReportError) {
      take(try CheckRecord(jsonLine: line, line: reading.line), &reading)
    } catch {
      reading.take(error, isLast: isLast)
    }
  }

  private mutating func take(_ record: CheckRecord, _ reading: inout ReportReading) {
    if let other = sources[record.id] {
      reading.duplicates[names[Int(other)], default: (record.id, 0)].count += 1
      return
    }
    sources[record.id] = reading.place
    let plan = PlanCut(record.shard)
    if let cut {
      if cut.plan != plan, odd.insert(reading.name).inserted {
        findings.append(.differentPlans(report: reading.name, of: cut.report))
      }
    } else {
      cut = (plan, reading.name)
    }
    if let shard = record.shard {
      present.parts.insert(shard.index)
      if let order = shard.order { present.places.insert(order) }
    }
    summary.add(record)
    entries.append(Entry(order: record.shard?.order ?? .max, record: packer.pack(record)))
  }

  /// What the reports are together.
  ///
  /// - Parameter isAllRead: whether every report that there is was added.
  public func merged(isAllRead: Bool = true) -> MergedReport {
    var findings = self.findings
    var summary = summary
    if entries.isEmpty { findings.append(.noRecords) }
    if odd.isEmpty, let plan = cut?.plan, let of = plan.of {
      let absent = (1...of).filter { !present.parts.contains($0) }
      if let total = plan.checks {
        let known = present.places.isEmpty ? entries.count : present.places.count
        summary.missing = total - min(total, known)
      }
      // A part to which no host fell has nothing to report.
      if !absent.isEmpty, summary.missing > 0 || plan.checks == nil {
        findings.append(.missingShards(absent, of: of))
        summary.missing = max(summary.missing, absent.count)
      }
      if let total = plan.checks, summary.missing > 0 {
        findings.append(.missingChecks(summary.missing, of: total))
      }
    }
    summary.isDoubtful = !isAllRead || !findings.isEmpty
    // Stable, so that checks without a place keep the order of the reports.
    let order = entries.indices.sorted { (entries[$0].order, $0) < (entries[$1].order, $1) }
    return MergedReport(
      order.map { entries[$0].record }, packer, findings: findings, summary: summary)
  }
}
