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

  @Test func `whatever comes first, the order is the plan's`() {
    for order in [[1, 2, 3], [3, 1, 2], [2, 3, 1]] {
      let merged = merge(order.map { ("s\($0)", report($0)) })
      #expect(merged.records == Self.records)
      #expect(merged.findings == [])
      #expect(merged.summary().isMet)
    }
  }

  @Test func `a part that is missing is named, and what is in it counted`() {
    let merged = merge([("s1", report(1)), ("s3", report(3))])
    #expect(merged.findings == [.missingShards([2], of: 3), .missingChecks(3, of: 9)])
    #expect(merged.missing == 3)
    #expect(merged.summary().line == "6 of 9 as expected, 3 missing")
    #expect(merged.findings.map(\.description).first == "no report of shard 2 of 3")
  }

  @Test func `without the plan's size, a missing part is one check at least`() {
    var records = Self.records
    for index in records.indices { records[index].shard?.planChecks = nil }
    let merged = merge([("s2", report(2, records))])
    #expect(merged.findings == [.missingShards([1, 3], of: 3)])
    #expect(!merged.summary().isMet)
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
    #expect(merged.records.count == 8)
  }

  @Test func `a last line that only lacks its end counts`() {
    let merged = merge([("s1", report(1)), ("s2", Array(report(2).dropLast())), ("s3", report(3))])
    #expect(merged.findings == [])
    #expect(merged.records == Self.records)
  }

  @Test func `a report that is given twice is said once`() {
    let merged = merge((1...3).map { ("s\($0)", report($0)) } + [("again", report(2))])
    #expect(
      merged.findings.map(\.description) == [
        "again: alice>admin@h1 and 2 more checks in s2 already; the first counts"
      ])
    #expect(merged.records == Self.records)
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
    #expect(merged.records.count == 9)
  }

  @Test func `lines that are no records are counted, and the rest counts`() throws {
    let noise = Array("nonsense\n{}\n\n".utf8)
    let merged = merge([("s1", noise + report(1)), ("s2", report(2)), ("s3", report(3))])
    #expect(merged.records == Self.records)
    #expect(
      merged.findings.map(\.description) == [
        "s1: line 1: byte 2: 'o', where null is expected (and 1 more lines)"
      ])
  }

  @Test func `nothing is not a report`() {
    #expect(merge([("empty", [])]).findings == [.noRecords])
  }
}
