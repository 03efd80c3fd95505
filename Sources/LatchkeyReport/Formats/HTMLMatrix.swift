import LatchkeyVerifier

/// The access matrix on the page: a row a key, a column a door; headings that stay in sight.
struct HTMLMatrix {
  private let records: [CheckRecord]
  private let matrix: AccessMatrix

  init(_ records: [CheckRecord]) {
    self.records = records
    matrix = AccessMatrix(records)
  }

  /// The picture, and what its signs mean.
  var lines: [String] {
    let heads = matrix.columns.map { name in
      let name = XMLText.escaped(name)
      return "<th scope=\"col\" title=\"\(name)\"><span>\(name)</span></th>"
    }
    return [
      "<h2 id=\"matrix\">Who gets in where</h2>",
      "<div class=\"matrix\" tabindex=\"0\" role=\"region\" aria-labelledby=\"matrix\">", "<table>",
      "<thead><tr><th scope=\"col\">key</th>\(heads.joined())</tr></thead>", "<tbody>",
    ] + matrix.rows.indices.map(row) + ["</tbody>", "</table>", "</div>"] + legend
  }

  private func row(_ row: Int) -> String {
    let name = XMLText.escaped(matrix.rows[row])
    let cells = matrix.columns.indices.map { cell(matrix[row, $0]) }
    return "<tr><th scope=\"row\" title=\"\(name)\">\(name)</th>\(cells.joined())</tr>"
  }

  /// The worst of the checks gives the colour, all give their signs.
  private func cell(_ indices: [Int]) -> String {
    guard let worst = indices.max(by: { weight($0) < weight($1) }) else { return "<td></td>" }
    let result = records[worst].result
    let title = indices.map { index in
      "\(records[index].verdictWords) (\(XMLText.escaped(records[index].reasonWords)))"
    }.joined(separator: "; ")
    let signs = indices.map { MatrixSymbol.text(records[$0]) }.joined(separator: " ")
    let content = result == .met ? signs : "<a href=\"#check-\(worst)\">\(signs)</a>"
    return "<td class=\"\(result.rawValue)\" title=\"\(title)\">\(content)</td>"
  }

  private func weight(_ index: Int) -> Int {
    switch records[index].result {
    case .met: 0
    case .interrupted: 1
    case .unjudged: 2
    case .unmet: 3
    }
  }

  private var legend: [String] {
    let signs = MatrixSymbol.used(in: records).map { "<li>\($0.rawValue) \($0.meaning)</li>" }
    return ["<ul class=\"legend\">"] + signs + ["<li>! not as expected</li>", "</ul>"]
  }
}
