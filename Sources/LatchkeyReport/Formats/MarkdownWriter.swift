import LatchkeyVerifier

/// Writes Markdown for the summary of a CI job (GitHub's `$GITHUB_STEP_SUMMARY`): the counts, the
/// checks that are not as expected, the access matrix.
///
/// GitHub shows a summary of at most 1 MiB: of a large report only the beginning is told.
public struct MarkdownWriter: ReportWriter {
  private var matrix = AccessMatrix()
  /// The rows of the first that are not as expected, and how many there are.
  private var failures = (rows: [String](), count: 0)

  private static let shownFailures = 200
  private static let shownCells = 5000

  /// A writer.
  public init() {}

  /// Nothing.
  public mutating func begin(count: Int) -> [UInt8] { [] }

  /// Nothing yet.
  public mutating func add(_ record: CheckRecord) -> [UInt8] {
    matrix.add(record)
    if record.result != .met {
      if failures.count < Self.shownFailures { failures.rows.append(failure(record)) }
      failures.count += 1
    }
    return []
  }

  /// The whole text.
  public mutating func end(_ summary: ReportSummary, to write: ([UInt8]) -> Void) {
    var blocks = [
      ["## \(summary.isMet ? "✅" : "❌") Access: \(summary.line)"],
      ["\(summary.total) checks, \(summary.shownTime.words)."],
    ]
    if failures.count > 0 { blocks += [["### Not as expected"], table] }
    if failures.count > Self.shownFailures {
      blocks.append(["and \(failures.count - Self.shownFailures) more."])
    }
    if matrix.count > 0 { blocks += picture }
    for (index, block) in blocks.enumerated() {
      write(Lines.bytes((index > 0 ? [""] : []) + block))
    }
  }

  private func failure(_ record: CheckRecord) -> String {
    row([
      MarkdownText.code(record.id), record.expect.rawValue,
      MatrixSymbol(record) == .interrupted ? "interrupted" : "**\(record.verdict.rawValue)**",
      "\(record.stage.rawValue): \(record.reason)", MarkdownText.code(short(record.detail)),
      record.remedy.map { MarkdownText.code(short($0)) } ?? "",
    ])
  }

  private var table: [String] {
    [
      row(["check", "expected", "found", "reason", "what was seen", "what to do"]),
      row(Array(repeating: "---", count: 6)),
    ] + failures.rows
  }

  private var picture: [[String]] {
    let title = ["### Who gets in where"]
    guard matrix.size <= Self.shownCells else {
      let size = "\(matrix.rows.count) keys at \(matrix.columns.count) doors"
      return [title, ["The picture of \(size) is too large for here; the form html has it."]]
    }
    let symbols = matrix.findings.map { MatrixSymbol.text($0.record) }
    var rows: [String] = []
    matrix.forEachRow { name, cells in
      rows.append(
        row(
          [MarkdownText.code(name)]
            + cells.map { $0.map { symbols[matrix.finding($0)] }.joined(separator: " ") }))
    }
    let signs = MatrixSymbol.used(in: matrix).map { "\($0.rawValue) \($0.meaning)" }
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
