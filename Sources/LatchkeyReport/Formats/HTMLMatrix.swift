import LatchkeyVerifier

/// The access matrix on the page: a row a key, a column a door; headings that stay in sight.
struct HTMLMatrix {
  /// What a cell shows of a finding.
  private struct Shown {
    let result: CheckResult
    let sign: String
    let title: String

    init(_ finding: Finding) {
      let record = finding.record
      result = record.result
      sign = MatrixSymbol.text(record)
      title = "\(record.verdictWords) (\(XMLText.escaped(record.reasonWords)))"
    }

    var weight: Int {
      switch result {
      case .met: 0
      case .interrupted: 1
      case .unjudged: 2
      case .unmet: 3
      }
    }
  }

  private let matrix: AccessMatrix
  private let findings: [Shown]

  init(_ matrix: AccessMatrix) {
    self.matrix = matrix
    findings = matrix.findings.map(Shown.init)
  }

  /// Writes the picture, and what its signs mean.
  func write(to write: ([UInt8]) -> Void) {
    let heads = matrix.columns.map { name in
      let name = XMLText.escaped(name)
      return "<th scope=\"col\" title=\"\(name)\"><span>\(name)</span></th>"
    }
    write(
      Lines.bytes([
        "<h2 id=\"matrix\">Who gets in where</h2>",
        "<div class=\"matrix\" tabindex=\"0\" role=\"region\" aria-labelledby=\"matrix\">",
        "<table>", "<thead><tr><th scope=\"col\">key</th>\(heads.joined())</tr></thead>", "<tbody>",
      ]))
    matrix.forEachRow { name, cells in
      let name = XMLText.escaped(name)
      write(
        Lines.bytes([
          "<tr><th scope=\"row\" title=\"\(name)\">\(name)</th>\(cells.map(cell).joined())</tr>"
        ]))
    }
    write(Lines.bytes(["</tbody>", "</table>", "</div>"] + legend))
  }

  /// The worst of the checks gives the colour, all give their signs.
  private func cell(_ checks: [Int]) -> String {
    guard let worst = checks.max(by: { found($0).weight < found($1).weight }) else {
      return "<td></td>"
    }
    let result = found(worst).result
    let title = checks.map { found($0).title }.joined(separator: "; ")
    let signs = checks.map { found($0).sign }.joined(separator: " ")
    let content = result == .met ? signs : "<a href=\"#check-\(worst)\">\(signs)</a>"
    return "<td class=\"\(result.rawValue)\" title=\"\(title)\">\(content)</td>"
  }

  private func found(_ check: Int) -> Shown { findings[matrix.finding(check)] }

  private var legend: [String] {
    let signs = MatrixSymbol.used(in: matrix).map { "<li>\($0.rawValue) \($0.meaning)</li>" }
    return ["<ul class=\"legend\">"] + signs + ["<li>! not as expected</li>", "</ul>"]
  }
}
