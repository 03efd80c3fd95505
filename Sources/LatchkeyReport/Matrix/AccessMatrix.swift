/// Who gets in where: a row a key, a column a door (user and host), in the order in which the report
/// has them.
struct AccessMatrix: Sendable {
  private struct Check {
    let row: Int32
    let column: Int32
    let finding: Int32
  }

  private var rowNames = Pool<String>()
  private var columnNames = Pool<String>()
  private var pool = Pool<Finding>()
  private var checks: [Check] = []

  /// What stands for a check that is about no one key.
  static let anyKey = "(no one key)"

  /// The keys' names.
  var rows: [String] { rowNames.values }
  /// The doors' names.
  var columns: [String] { columnNames.values }
  /// What the checks found, each once.
  var findings: [Finding] { pool.values }
  /// How many checks there are.
  var count: Int { checks.count }

  /// How large the picture is.
  var size: Int { rows.count * columns.count }

  /// Takes the report's next check.
  mutating func add(_ record: CheckRecord) {
    checks.append(
      Check(
        row: Int32(rowNames.place(of: record.keyLabel ?? Self.anyKey)),
        column: Int32(columnNames.place(of: record.doorLabel)),
        finding: Int32(pool.place(of: Finding(record)))))
  }

  /// What a check found: its place among `findings`.
  func finding(_ check: Int) -> Int { Int(checks[check].finding) }

  /// Tells the rows, one after another: the name, and for each column the checks of this key at this
  /// door, which are none where nobody asked.
  func forEachRow(_ body: (_ name: String, _ cells: [[Int]]) -> Void) {
    let groups = Groups(checks.lazy.map(\.row), count: rows.count)
    for (row, name) in rows.enumerated() {
      var cells = [[Int]](repeating: [], count: columns.count)
      for check in groups[row] { cells[Int(checks[check].column)].append(check) }
      body(name, cells)
    }
  }
}
