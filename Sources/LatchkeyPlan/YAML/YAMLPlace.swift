/// A place in a file, both from 1; the column counts characters.
public struct YAMLPlace: Hashable, Comparable, Sendable {
  /// The line.
  public let line: Int
  /// The column.
  public let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (one: YAMLPlace, other: YAMLPlace) -> Bool {
    (one.line, one.column) < (other.line, other.column)
  }
}
