import Foundation
import LatchkeyReport
import TestSupport

/// A report in every form, as readers that others wrote read it (Peers/read_reports.py).
struct ReadReports: Decodable {
  struct Lines: Decodable {
    let ids: [String]
    let errors: [String]
  }
  struct JUnit: Decodable {
    struct Case: Decodable {
      let result: String
      let type: String
      let message: String
      let body: String
    }
    let cases: [String: Case]
    let totals: [Int]
    let sums: [Int]
    let suites: [String]
  }
  struct TAP: Decodable {
    struct Point: Decodable {
      let ok: Bool
      let number: Int
      let skip: Bool
      let todo: Bool
      let description: String
      let found: [String: String]
    }
    let points: [Point]
    let kinds: [String]
  }
  struct Sample: Decodable {
    let labels: [String: String]
    let value: Double
  }
  struct Markdown: Decodable {
    let tables: [[[String]]]
    let kinds: [String]
    let html: [String]
  }
  struct Page: Decodable {
    let tags: [String]
    let attributes: [String]
    let policy: String
    let styleDigest: String
    let deadLinks: [String]
    let links: Int
    let matrix: [[String]]
    let titles: [String]
    let text: String
  }

  let records: Lines
  let junit: JUnit
  let tap: TAP
  let prometheus: [String: [Sample]]
  let markdown: Markdown
  let html: Page
  /// For each form, the characters that could fool a reader and are there as they are.
  let harmful: [String: [String]]

  /// Writes the records in every form and has them read.
  static func of(_ records: [CheckRecord], missing: Int = 0) throws -> ReadReports {
    let folder = try TemporaryFolder()
    let summary = ReportSummary(
      records, missing: missing, duration: .milliseconds(1250), time: 1_764_112_447)
    for format in ReportFormat.allCases {
      try folder.write(
        format.report(records, summary: summary), to: "report.\(format.rawValue)")
    }
    guard let python = Python.tool else { throw MissingPython() }
    let script = PackageFolder.path("Tests/LatchkeyReportTests/Peers/read_reports.py")
    let schema = PackageFolder.path("schema/latchkey-report.schema.json")
    let outcome = try python.run([script, folder.path, schema], timeout: 300)
    guard outcome.status == 0 else { throw PeerFailure(text: outcome.errorText) }
    return try JSONDecoder().decode(ReadReports.self, from: Data(outcome.output))
  }

  struct MissingPython: Error {}
  struct PeerFailure: Error { let text: String }
}
