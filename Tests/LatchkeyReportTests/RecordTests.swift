import Foundation
import LatchkeyReport
import LatchkeyVerifier
import Testing

/// A record, written and read.
@Suite struct RecordTests {
  private func error(_ text: String) -> ReportError? {
    do throws(ReportError) {
      _ = try CheckRecord(jsonLine: Array(text.utf8), line: 7)
      return nil
    } catch {
      return error
    }
  }

  @Test func `every member survives, in its order`() throws {
    let record = try Records.full
    #expect(record.jsonLine == Records.fullLine)
    #expect(record.key?.certificate?.serial == .max)
    #expect(record.timings.auth == .milliseconds(4))
    #expect(record.hops.first?.hostKey?.trust == .acceptedNew)
    #expect(record.shard == ShardRecord(index: 2, of: 3, order: 7, planChecks: 9, plan: "0f"))
  }

  @Test(arguments: Verdict.allCases, Expectation.allCases)
  func `what may be absent may be absent`(
    _ verdict: Verdict, _ expect: LatchkeyVerifier.Expectation
  ) throws {
    let record = Records.record(verdict, expect: expect)
    let line = record.jsonLine
    #expect(try CheckRecord(jsonLine: Array(line.utf8)) == record)
    #expect(!line.contains("null") && !line.contains("shard"))
  }

  @Test func `members that are not known are passed over`() throws {
    let line = Records.record().jsonLine
    let longer = "{\"later\":{\"a\":[1,2]}," + line.dropFirst()
    #expect(try CheckRecord(jsonLine: Array(longer.utf8)) == Records.record())
  }

  @Test(arguments: [
    ("\"port\":2222", "\"port\":65536", ReportError.Code.malformedMember, "port"),
    ("\"port\":2222", "\"port\":\"22\"", .malformedMember, "port"),
    ("\"met\":true", "\"met\":1", .malformedMember, "met"),
    ("\"met\":true,", "", .missingMember, "met"),
    ("\"verdict\":\"allowed\"", "\"verdict\":\"Allowed\"", .malformedMember, "verdict"),
    ("\"reason\":\"authenticated\"", "\"reason\":\"a b\"", .malformedMember, "reason"),
    ("\"fingerprint\"", "\"fingerprints\"", .missingMember, "key.fingerprint"),
    ("\"total\":12.500", "\"total\":-1", .malformedMember, "timings.total"),
    ("\"total\":12.500", "\"total\":1e300", .malformedMember, "timings.total"),
    ("\"attempts\":1", "\"attempts\":1,\"methods\":[\"a\",1]", .malformedMember, "methods"),
    ("\"attempts\":1", "\"attempts\":1,\"hops\":[{}]", .missingMember, "hops[0].host"),
    (
      "\"attempts\":1", "\"attempts\":1,\"shard\":{\"index\":4,\"of\":3}", .malformedMember,
      "shard.index"
    ),
    (
      "\"attempts\":1",
      "\"attempts\":1,\"shard\":{\"index\":1,\"of\":3,\"order\":9,\"planChecks\":9}",
      .malformedMember, "shard.order"
    ),
  ])
  func `a member that is wrong is named`(
    _ part: String, _ replacement: String, _ code: ReportError.Code, _ member: String
  ) throws {
    let line = Records.record().jsonLine
    let range = try #require(line.firstRange(of: part))
    let found = error(line.replacingCharacters(in: range, with: replacement))
    #expect(found?.code == code)
    #expect(found?.member == member)
    #expect(found?.line == 7)
    #expect(found?.description.hasPrefix("line 7: the member \(member) is ") == true)
  }

  @Test func `a line that is cut short is told from one that is wrong`() {
    let line = Records.record().jsonLine
    for count in 1..<line.utf8.count - 2 {
      #expect(error(String(line.prefix(count)))?.code == .truncated)
    }
    #expect(error("[]")?.code == .malformedJSON)
    #expect(error("{} {}")?.code == .malformedJSON)
  }
}
