/// Who gets in where: a row a key, a column a door (user and host), in the order in which the report
/// has them.
struct AccessMatrix {
  /// The keys' names.
  private(set) var rows: [String] = []
  /// The doors' names.
  private(set) var columns: [String] = []
  private var rowPlaces: [String: Int] = [:]
  private var columnPlaces: [String: Int] = [:]
  private var cells: [Place: [Int]] = [:]

  private struct Place: Hashable {
    let row: Int
    let column: Int
  }

  /// What stands for a check that is about no one key.
  static let anyKey = "(no one key)"

  /// The matrix of records.
  init(_ records: [CheckRecord]) {
    for (index, record) in records.enumerated() {
      let row = Self.place(of: record.keyLabel ?? Self.anyKey, in: &rows, &rowPlaces)
      let column = Self.place(of: record.doorLabel, in: &columns, &columnPlaces)
      cells[Place(row: row, column: column), default: []].append(index)
    }
  }

  /// The indices of the checks of a key at a door; empty where nobody asked.
  subscript(row: Int, column: Int) -> [Int] { cells[Place(row: row, column: column)] ?? [] }

  /// How large the picture is.
  var size: Int { rows.count * columns.count }

  private static func place(
    of name: String, in names: inout [String], _ places: inout [String: Int]
  ) -> Int {
    if let place = places[name] { return place }
    places[name] = names.count
    names.append(name)
    return names.count - 1
  }
}
