import LatchkeyVerifier

/// What the forms that are written at the end print of checks, in little room: of each its name, its
/// times and places in lists of what checks have in common.
struct ShownRecords: Sendable {
  private struct Item {
    let id: String
    let total: Duration
    let place: Int32
    let host: Int32
    let user: Int32
    let key: Int32
    let finding: Int32
    let detail: Int32
    let remedy: Int32
  }

  private var items: [Item] = []
  private var texts = Pool<ExactText>()
  private var findings = Pool<Finding>()

  /// How many there are.
  var count: Int { items.count }

  /// Takes one more.
  ///
  /// - Parameters:
  ///   - place: where the check stands in the report.
  ///   - isTold: whether what was seen and what to do will be printed; else they are not kept.
  mutating func append(_ record: CheckRecord, place: Int, isTold: Bool) {
    items.append(
      Item(
        id: record.id, total: record.timings.total, place: Int32(place),
        host: keep(record.hostLabel), user: keep(record.user), key: keep(record.keyLabel),
        finding: Int32(findings.place(of: Finding(record))),
        detail: keep(isTold ? record.detail : nil), remedy: keep(isTold ? record.remedy : nil)))
  }

  private mutating func keep(_ text: String?) -> Int32 {
    text.map { Int32(texts.place(of: ExactText($0))) } ?? -1
  }

  private func text(_ place: Int32) -> String? { place < 0 ? nil : texts.values[Int(place)].text }

  /// Where the check of an index stands in the report.
  func place(_ index: Int) -> Int { Int(items[index].place) }

  /// A record that is printed as the one at an index: what is called as it was is called by that
  /// alone.
  subscript(index: Int) -> CheckRecord {
    let item = items[index]
    var record = findings.values[Int(item.finding)].record
    record.id = item.id
    record.timings.total = item.total
    record.hostName = text(item.host)
    record.user = text(item.user) ?? ""
    record.key = text(item.key).map { KeyRecord(fingerprint: $0, algorithm: "") }
    record.detail = text(item.detail) ?? ""
    record.remedy = text(item.remedy)
    return record
  }
}
