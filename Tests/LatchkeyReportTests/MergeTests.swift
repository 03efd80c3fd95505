import LatchkeyReport
import LatchkeyVerifier
import Testing

/// Reports of a plan's parts, put together.
@Suite struct MergeTests {
  /// Nine checks in three parts.
  private static let records: [CheckRecord] = (0..<9).map { order in
    var record = Records.record(host: "h\(order)")
    record.shard = ShardRecord(
      index: order % 3 + 1, of: 3, order: order, planChecks: 9, plan: "0f")
    return record
  }

  private func report(_ shard: Int, _ records: [CheckRecord] = Self.records) -> [UInt8] {
    let own = records.filter { $0.shard?.index == shard }
    return Array(own.map(\.jsonLine).joined().utf8)
  }

  private func merge(_ reports: [(String, [UInt8])]) -> MergedReport {
    var merge = ReportMerge()
    for (name, report) in reports { merge.add(report, name: name) }
    return merge.merged()
  }

  private func records(_ merged: MergedReport) throws -> [CheckRecord] {
    var records: [CheckRecord] = []
    try merged.forEach { records.append($0) }
    return records
  }

  @Test func `whatever comes first, the order is the plan's`() throws {
    for order in [[1, 2, 3], [3, 1, 2], [2, 3, 1]] {
      let merged = merge(order.map { ("s\($0)", report($0)) })
      #expect(try records(merged) == Self.records)
      #expect(merged.findings == [])
      #expect(merged.summary.isMet)
    }
  }

  @Test func `a part that is missing is named, and what is in it counted`() {
    let merged = merge([("s1", report(1)), ("s3", report(3))])
    #expect(merged.findings == [.missingShards([2], of: 3), .missingChecks(3, of: 9)])
    #expect(merged.summary.missing == 3)
    #expect(merged.summary.line == "6 of 9 as expected, 3 missing")
    #expect(merged.findings.map(\.description).first == "no report of shard 2 of 3")
  }

  @Test func `without the plan's size, a missing part is one check at least`() {
    var records = Self.records
    for index in records.indices { records[index].shard?.planChecks = nil }
    let merged = merge([("s2", report(2, records))])
    #expect(merged.findings == [.missingShards([1, 3], of: 3)])
    #expect(!merged.summary.isMet)
  }

  @Test func `a part to which no check fell is not missing`() {
    let records = Self.records.map { record in
      var record = record
      record.shard?.of = 4
      return record
    }
    #expect(merge((1...4).map { ("s\($0)", report($0, records)) }).findings == [])
  }

  @Test func `a run that was killed leaves a last line that is cut short`() {
    let killed = Array(report(2).dropLast(40))
    let merged = merge([("s1", report(1)), ("s2", killed), ("s3", report(3))])
    #expect(
      merged.findings == [.truncated(report: "s2", line: 3), .missingChecks(1, of: 9)])
    #expect(merged.count == 8)
  }

  @Test func `a last line that only lacks its end counts`() throws {
    let merged = merge([("s1", report(1)), ("s2", Array(report(2).dropLast())), ("s3", report(3))])
    #expect(merged.findings == [])
    #expect(try records(merged) == Self.records)
  }

  @Test(arguments: [
    ("root@web:22", true), ("root@[::1]:22 #2", true), ("root@web alice", false), ("web", false),
  ])
  func `reports of two keys at one door are better made by a plan`(id: String, isAdvised: Bool) {
    let finding = MergeFinding.duplicates(report: "bob", of: "alice", id: id, count: 1)
    #expect(finding.description.hasPrefix("bob: \(id) in alice already; the first counts"))
    #expect(finding.description.contains("check them by one plan") == isAdvised)
  }

  @Test func `a report that is given twice is said once`() throws {
    let merged = merge((1...3).map { ("s\($0)", report($0)) } + [("again", report(2))])
    #expect(
      merged.findings.map(\.description) == [
        "again: alice>admin@h1 and 2 more checks in s2 already; the first counts"
      ])
    #expect(try records(merged) == Self.records)
  }

  @Test func `reports of different plans are told apart`() {
    let other = Self.records.map { record in
      var record = record
      record.id += "'"
      record.shard?.plan = "f0"
      return record
    }
    let merged = merge([("s1", report(1)), ("s2", report(2, other)), ("s3", report(3))])
    #expect(merged.findings == [.differentPlans(report: "s2", of: "s1")])
    #expect(merged.count == 9)
  }

  @Test func `lines that are no records are counted, and the rest counts`() throws {
    let noise = Array("nonsense\n{}\n\n".utf8)
    let merged = merge([("s1", noise + report(1)), ("s2", report(2)), ("s3", report(3))])
    #expect(try records(merged) == Self.records)
    #expect(
      merged.findings.map(\.description) == [
        "s1: line 1: byte 2: 'o', where null is expected (and 1 more lines)"
      ])
  }

  @Test func `nothing is not a report`() {
    #expect(merge([("empty", [])]).findings == [.noRecords])
  }

  @Test(arguments: [1, 2, 7, 100, 5000])
  func `a report says the same in pieces of any size`(size: Int) throws {
    let noise = Array("\r\n{}\n \t\nnonsense\n".utf8)
    let reports = [
      ("s1", noise + report(1)), ("s2", Array(report(2).dropLast(40))), ("s3", report(3)),
      ("s4", Array(report(3).dropLast())), ("empty", []),
    ]
    let whole = merge(reports)
    var merge = ReportMerge()
    for (name, report) in reports {
      var rest = report[...]
      merge.add(name: name) {
        defer { rest = rest.dropFirst(size) }
        return rest.isEmpty ? nil : Array(rest.prefix(size))
      }
    }
    let pieces = merge.merged()
    #expect(try records(pieces) == records(whole))
    #expect(pieces.findings == whole.findings)
    #expect(pieces.findings.map(\.description) == whole.findings.map(\.description))
    #expect(pieces.summary == whole.summary)
    #expect(pieces.count == 8 && pieces.findings.count == 4)
  }

  @Test func `what came before a report failed counts, and its half line is nobody's fault`() throws
  {
    struct Broken: Error {}
    var merge = ReportMerge()
    var pieces = [report(1), Array(report(2).prefix(50))]
    #expect(throws: Broken.self) {
      try merge.add(name: "s1") { () throws(Broken) in
        if pieces.isEmpty { throw Broken() }
        return pieces.removeFirst()
      }
    }
    merge.add(report(2), name: "s2")
    merge.add(report(3), name: "s3")
    let merged = merge.merged()
    #expect(try records(merged) == Self.records)
    #expect(merged.findings == [])
  }

  @Test func `a line without an end takes no more room than a record may`() throws {
    var merge = ReportMerge()
    var count = 0
    let piece = [UInt8](repeating: 0x61, count: 1 << 20)
    merge.add(name: "s1") {
      count += 1
      return count <= 20 ? piece : count == 21 ? [0x0A] + report(1) : nil
    }
    let merged = merge.merged()
    #expect(merged.count == 3)
    #expect(
      merged.findings.first?.description
        == "s1: line 1: byte 1: 4194305 bytes of JSON, where at most 4194304 are read")
  }

  @Test(arguments: ReportFormat.allCases)
  func `a merged report is written as the records are`(format: ReportFormat) throws {
    let merged = merge([("s3", report(3)), ("s1", report(1))])
    var written: [UInt8] = []
    try merged.write(as: format, time: 1_764_112_447) { written += $0 }
    let summary = ReportSummary(
      try records(merged), missing: 3, time: 1_764_112_447)
    #expect(written == format.report(try records(merged), summary: summary))
  }
}
