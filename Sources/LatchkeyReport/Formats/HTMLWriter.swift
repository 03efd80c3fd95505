import LatchkeyVerifier

/// Writes one self-contained page: the counts, the access matrix as a picture, and the checks that
/// are not as expected.
///
/// The page needs nothing else, and its policy lets it load nothing else; it has no script. Every
/// value is escaped. Colour is never the only sign, and every cell that is not as expected is a link
/// to what was found.
public struct HTMLWriter: ReportWriter {
  private var matrix = AccessMatrix()
  private var failures = ShownRecords()
  /// The first that are as expected, and how many there are.
  private var met = (shown: ShownRecords(), count: 0)

  /// A writer.
  public init() {}

  /// Nothing.
  public mutating func begin(count: Int) -> [UInt8] { [] }

  /// Nothing yet.
  public mutating func add(_ record: CheckRecord) -> [UInt8] {
    if record.result != .met {
      failures.append(record, place: matrix.count, isTold: true)
    } else {
      if met.count < Self.shownChecks {
        met.shown.append(record, place: matrix.count, isTold: true)
      }
      met.count += 1
    }
    matrix.add(record)
    return []
  }

  /// The whole page.
  public mutating func end(_ summary: ReportSummary, to write: ([UInt8]) -> Void) {
    write(Lines.bytes(head(summary) + counts(summary)))
    if matrix.count > 0 { HTMLMatrix(matrix).write(to: write) }
    if failures.count > 0 {
      write(Lines.bytes(["<h2 id=\"failures\">Not as expected</h2>"]))
      HTMLTable.write(failures, to: write)
    }
    if met.count > 0 { writeMet(to: write) }
    write(Lines.bytes(["</main>", "</body>", "</html>"]))
  }

  private func head(_ summary: ReportSummary) -> [String] {
    let policy =
      "default-src 'none'; style-src 'sha256-\(HTMLStyle.digest)'; base-uri 'none'; form-action 'none'"
    return [
      "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">",
      "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<meta name=\"referrer\" content=\"no-referrer\">",
      "<title>Access: \(XMLText.escaped(summary.line))</title>",
      "<style>\(HTMLStyle.sheet)</style>", "</head>", "<body>", "<main>",
    ]
  }

  private func counts(_ summary: ReportSummary) -> [String] {
    let counts =
      CheckResult.allCases.map { ($0.rawValue, $0.words, summary.count($0)) } + [
        ("missing", "missing", summary.missing)
      ]
    let items = counts.filter { $0.0 == "met" || $0.2 > 0 }.map { name, words, count in
      "<li class=\"\(name)\"><b>\(count)</b> \(words)</li>"
    }
    let start = summary.time.map { ", \(Timestamp.text($0))" } ?? ""
    return [
      "<h1>\(summary.isMet ? "Access is as expected" : "Access is not as expected")</h1>",
      "<p class=\"soft\">\(summary.total) checks, \(summary.shownTime.words)\(start)</p>",
      "<ul class=\"counts\">",
    ] + items + ["</ul>"]
  }

  /// As many checks that are as expected are told, too, where one asks for them.
  private static let shownChecks = 2000

  private func writeMet(to write: ([UInt8]) -> Void) {
    write(
      Lines.bytes([
        "<h2>As expected</h2>", "<details>", "<summary>\(met.count) checks</summary>",
      ]))
    HTMLTable.write(met.shown, to: write)
    let rest = met.count - met.shown.count
    let more =
      rest > 0 ? ["<p class=\"soft\">and \(rest) more; the matrix has them all</p>"] : []
    write(Lines.bytes(more + ["</details>"]))
  }
}
