import Foundation
import LatchkeyVerifier
import Testing

@testable import LatchkeyReport

/// What is kept of a record for the forms that are written at the end.
@Suite struct ShownRecordsTests {
  /// What forms print of a record.
  private func printed(_ record: CheckRecord) -> [[UInt8]] {
    [
      record.id, record.hostLabel, record.doorLabel, record.user, record.keyLabel ?? "-",
      record.detail, record.remedy ?? "-", record.verdictWords, record.reasonWords, record.reason,
      record.result.rawValue, MatrixSymbol.text(record), record.timings.total.secondsText,
      record.timings.total.words,
    ].map { Array($0.utf8) }
  }

  private static var records: [CheckRecord] {
    get throws {
      // Texts that are equal and not the same.
      var composed = Records.record(host: "caf\u{E9}", user: "\u{E9}", detail: "\u{E9}")
      var decomposed = Records.record(host: "cafe\u{301}", user: "e\u{301}", detail: "e\u{301}")
      composed.remedy = "\u{E9}"
      decomposed.remedy = "e\u{301}"
      var bare = Records.record(.unreachable)
      bare.key = nil
      bare.hostName = nil
      bare.remedy = nil
      var address = bare
      address.host = "::1"
      address.timings.total = .nanoseconds(1_499_999)
      var unnamed = Records.record(.partial, expect: .deny, reason: "interrupted")
      unnamed.key?.name = nil
      return try Verdict.allCases.map { Records.record($0) } + [
        Records.full, composed, decomposed, bare, address, unnamed,
      ]
    }
  }

  @Test func `a record is printed as the one that was taken`() throws {
    var shown = ShownRecords()
    let records = try Self.records
    for (place, record) in records.enumerated() {
      shown.append(record, place: 2 * place, isTold: true)
    }
    #expect(shown.count == records.count)
    for (index, record) in records.enumerated() {
      #expect(printed(shown[index]) == printed(record))
      #expect(shown.place(index) == 2 * index)
    }
  }

  @Test func `what will not be printed is not kept`() {
    var shown = ShownRecords()
    shown.append(Records.record(.denied, detail: "seen"), place: 0, isTold: false)
    #expect(shown[0].detail == "" && shown[0].remedy == nil)
    #expect(shown[0].reasonWords == "auth: key-refused")
  }

  @Test(arguments: ReportFormat.allCases)
  func `a host that comes again is where it was`(format: ReportFormat) throws {
    // Of a suite of JUnit's and a row of the matrix, the checks stand together whatever lies between.
    let records = [
      Records.record(host: "a", key: "x"), Records.record(.denied, host: "b", key: "y"),
      Records.record(host: "a", key: "y"), Records.record(.denied, host: "a", key: "x"),
    ]
    let text = String(
      decoding: format.report(records, summary: ReportSummary(records)), as: UTF8.self)
    func places(_ words: [String]) -> [String.Index?] {
      words.map { text.range(of: $0)?.lowerBound }
    }
    switch format {
    case .junit:
      #expect(text.components(separatedBy: "<testsuite ").count == 3)
      let names = ["name=\"x&gt;admin@a\"", "name=\"y&gt;admin@a\"", "name=\"y&gt;admin@b\""]
      let found = places(names).compactMap(\.self)
      #expect(found.count == 3 && found == found.sorted())
      #expect(text.contains("<testsuite name=\"a\" hostname=\"a\" tests=\"3\" failures=\"1\""))
    case .html:
      #expect(text.contains("<th scope=\"row\" title=\"x\">x</th><td class=\"unmet\""))
      #expect(text.contains("<a href=\"#check-3\">✓ ✗!</a></td><td></td></tr>"))
      #expect(text.contains("<tr id=\"check-1\">") && text.contains("<tr id=\"check-3\">"))
    case .markdown:
      #expect(text.contains("| <code>x</code> | ✓ ✗! |  |\n| <code>y</code> | ✓ | ✗! |\n"))
    case .prometheus:
      #expect(text.contains("latchkey_check_duration_seconds{check=\"x&gt;") == false)
      #expect(text.contains("latchkey_check_duration_seconds{check=\"x>admin@a #2\",host=\"a\""))
    case .text, .json, .tap, .nagios:
      #expect(text.contains("x>admin@a"))
    }
  }
}
