import LatchkeyVerifier

/// Writes Markdown for the summary of a CI job (GitHub's `$GITHUB_STEP_SUMMARY`): the counts, the
/// checks that are not as expected, the access matrix.
///
/// GitHub shows a summary of at most 1 MiB: of a large report only the beginning is told.
public struct MarkdownWriter: ReportWriter {
  private var records: [CheckRecord] = []

  private static let shownFailures = 200
  private static let shownCells = 5000

  /// A writer.
  public init() {}

  /// Nothing.
  public mutating func begin(count: Int) -> [UInt8] { [] }

  /// Nothing yet.
  public mutating func add(_ record: CheckRecord) -> [UInt8] {
    records.append(record)
    return []
  }

  /// The whole text.
  public mutating func end(_ summary: ReportSummary) -> [UInt8] {
    var blocks = [
      ["## \(summary.isMet ? "✅" : "❌") Access: \(summary.line)"],
      ["\(summary.total) checks, \(summary.shownTime.words)."],
    ]
    let failures = records.filter { $0.result != .met }
    if !failures.isEmpty {
      blocks.append(["### Not as expected"])
      blocks.append(table(failures))
    }
    if failures.count > Self.shownFailures {
      blocks.append(["and \(failures.count - Self.shownFailures) more."])
    }
    if !records.isEmpty { blocks += matrix() }
    let text = blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    return Array((text + "\n").utf8)
  }

  private func table(_ failures: [CheckRecord]) -> [String] {
    let rows = failures.prefix(Self.shownFailures).map { record in
      row([
        MarkdownText.code(record.id), record.expect.rawValue,
        MatrixSymbol(record) == .interrupted ? "interrupted" : "**\(record.verdict.rawValue)**",
        "\(record.stage.rawValue): \(record.reason)", MarkdownText.code(short(record.detail)),
        record.remedy.map { MarkdownText.code(short($0)) } ?? "",
      ])
    }
    return [
      row(["check", "expected", "found", "reason", "what was seen", "what to do"]),
      row(Array(repeating: "---", count: 6)),
    ] + rows
  }

  private func matrix() -> [[String]] {
    let matrix = AccessMatrix(records)
    let title = ["### Who gets in where"]
    guard matrix.size <= Self.shownCells else {
      let size = "\(matrix.rows.count) keys at \(matrix.columns.count) doors"
      return [title, ["The picture of \(size) is too large for here; the form html has it."]]
    }
    let rows = matrix.rows.indices.map { index in
      row(
        [MarkdownText.code(matrix.rows[index])]
          + matrix.columns.indices.map { column in
            matrix[index, column].map { MatrixSymbol.text(records[$0]) }.joined(separator: " ")
          })
    }
    let signs = MatrixSymbol.used(in: records).map { "\($0.rawValue) \($0.meaning)" }
    return [
      title,
      [
        row(["key"] + matrix.columns.map(MarkdownText.code)),
        row(["---"] + matrix.columns.map { _ in ":-:" }),
      ] + rows,
      ["\(signs.joined(separator: ", ")); \\! not as expected."],
    ]
  }

  private func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

  private func short(_ text: String) -> String {
    text.count > 300 ? "\(text.prefix(300))…" : text
  }
}
