import LatchkeyFormats

/// The tables of README.md, out of what one run found.
struct InteropTable {
  let columns: [(peer: any Peer, result: PeerResult)]

  /// Both tables with their notes, in Markdown.
  var markdown: String {
    var notes = Footnotes()
    let written = WrittenForm.all.map { form in
      [form.title] + columns.map { loaded($0.peer, $0.result, form, &notes) }
    }
    let read = columns.map { filesRead($0.result) }
    let found = ReadForm.all.filter { form in read.contains { $0[form] != nil } }.map { form in
      [form.title] + read.map { Self.cell($0[form] ?? [], of: form) }
    }
    let names = columns.map { "\($0.peer.name) \($0.result.majorMinor)" }
    return """
      \(Self.table([["latchkey writes ↓"] + names] + written))

      \(notes.text)

      \(Self.table([["latchkey reads ↓"] + names] + found))
      """
  }

  /// Which keys in a form the peer loaded.
  private func loaded(
    _ peer: any Peer, _ result: PeerResult, _ form: WrittenForm, _ notes: inout Footnotes
  ) -> String {
    let keys = MatrixKey.allCases.filter(form.holds)
    let missing = keys.filter { result.answers[form]?[$0]?.isLoaded != true }
    guard !missing.isEmpty else { return "✓" }
    let reasons = missing.map { peer.refusal(form, $0)?.reason ?? "it should" }
    guard missing != keys else { return "–" + notes.marks(of: reasons) }
    let kinds = Self.kinds(missing).map { kind in
      kind + notes.marks(of: zip(missing, reasons).filter { $0.0.kindName == kind }.map(\.1))
    }
    return "all but " + kinds.joined(separator: ", ")
  }

  /// What latchkey read of the files that the peer wrote, by their form.
  private func filesRead(_ result: PeerResult) -> [ReadForm: [(key: MatrixKey, way: String)]] {
    var found: [ReadForm: [(key: MatrixKey, way: String)]] = [:]
    for (file, read) in result.written {
      guard let read = try? read.get() else { continue }
      found[read.form, default: []].append((file.kind, read.way))
    }
    return found
  }

  private static func cell(_ files: [(key: MatrixKey, way: String)], of form: ReadForm) -> String {
    guard !files.isEmpty else { return "" }
    let keys = files.map(\.key)
    let missing = MatrixKey.allCases.filter { form.holds($0) && !keys.contains($0) }
    let (some, others) = (kinds(keys), kinds(missing))
    let names =
      missing.isEmpty
      ? "✓"
      : some.count > others.count
        ? "all but " + others.joined(separator: ", ") : some.joined(separator: ", ")
    let ways = Set(files.map(\.way)).count
    return ways > 1 ? "\(names) ×\(ways)" : names
  }

  private static func kinds(_ keys: [MatrixKey]) -> [String] {
    var names: [String] = []
    for key in keys where !names.contains(key.kindName) { names.append(key.kindName) }
    return names
  }

  /// The rows, the first of them the head, in columns that are aligned for whoever reads the source.
  private static func table(_ rows: [[String]]) -> String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = rows.map { row in
      let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      return "| " + cells.joined(separator: " | ") + " |"
    }
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: " | ")
    lines.insert("| \(rule) |", at: 1)
    return lines.joined(separator: "\n")
  }
}
