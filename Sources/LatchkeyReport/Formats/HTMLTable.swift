import LatchkeyVerifier

/// Checks on the page, one a row.
enum HTMLTable {
  /// Writes the table; a row is named by the check's place in the report.
  static func write(_ records: ShownRecords, to write: ([UInt8]) -> Void) {
    let heads = ["Check", "Found", "Reason", "What was seen", "What to do", "Time"]
    write(
      Lines.bytes([
        "<div class=\"scroll\">", "<table class=\"failures\">",
        "<thead><tr>\(heads.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr></thead>",
        "<tbody>",
      ]))
    for index in 0..<records.count {
      write(Lines.bytes([row(records.place(index), records[index])]))
    }
    write(Lines.bytes(["</tbody>", "</table>", "</div>"]))
  }

  private static func row(_ index: Int, _ record: CheckRecord) -> String {
    let sign = MatrixSymbol.text(record)
    let expected = record.met ? "as expected" : "expected \(record.expect.rawValue)"
    let word =
      "<span class=\"word \(record.result.rawValue)\">\(sign) \(record.verdict.rawValue)</span>"
    var check = "<code>\(XMLText.escaped(record.id))</code>"
    let key = record.keyLabel
    let place = [key, record.doorLabel].compactMap { $0 }.joined(separator: " → ")
    // A plan's checks are called by both already.
    if place != record.id, key.map({ "\(record.doorLabel) \($0)" }) != record.id {
      check += "<br><span class=\"soft\">\(XMLText.escaped(place))</span>"
    }
    let cells = [
      check, "\(word)<br><span class=\"soft\">\(expected)</span>",
      "<code>\(XMLText.escaped(record.reasonWords))</code>", XMLText.escaped(record.detail),
      XMLText.escaped(record.remedy ?? ""), record.timings.total.words,
    ]
    return "<tr id=\"check-\(index)\">\(cells.map { "<td>\($0)</td>" }.joined())</tr>"
  }
}
