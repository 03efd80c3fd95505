import Foundation
import TestSupport
import Testing

/// The tables in README.md are what the run found.
@Suite struct InteropTableTests {
  private static let marks = (begin: "<!-- interop:begin -->\n", end: "\n<!-- interop:end -->")

  /// With `LATCHKEY_WRITE_TABLES=1` (`make tables`) it writes them instead.
  @Test func `README.md tells who reads and writes what`() throws {
    let columns = try peers.map { ($0, try MatrixRun.result(of: $0)) }
    let found = InteropTable(columns: columns).markdown
    let path = PackageFolder.path("README.md")
    let readme = try String(contentsOfFile: path, encoding: .utf8)
    let begin = try #require(readme.range(of: Self.marks.begin))
    let end = try #require(readme.range(of: Self.marks.end))
    let stands = begin.upperBound..<end.lowerBound
    if ProcessInfo.processInfo.environment["LATCHKEY_WRITE_TABLES"] == "1" {
      try readme.replacingCharacters(in: stands, with: found)
        .write(toFile: path, atomically: true, encoding: .utf8)
      return
    }
    let known = columns.filter { $1.majorMinor != $0.knownVersion }
    if let (peer, result) = known.first {
      try Test.cancel("the tables are not made for \(peer.name) \(result.version)")
    }
    #expect(
      Self.withoutVersions(found) == Self.withoutVersions(String(readme[stands])),
      "to write them anew: make tables")
  }

  /// The lines without the peers' versions, which differ between machines, and without the padding
  /// that depends on them.
  private static func withoutVersions(_ text: String) -> [String] {
    text.split(separator: "\n").map { line in
      guard line.hasPrefix("|") else { return String(line) }
      let cells = line.split(separator: "|").map { cell in
        let words = cell.split(separator: " ")
        let isVersioned = words.last?.allSatisfy { $0.isNumber || $0 == "." } ?? false
        return words.dropLast(isVersioned ? 1 : 0).joined(separator: " ")
      }
      return cells.allSatisfy({ $0.allSatisfy { $0 == "-" } })
        ? "|-|" : cells.joined(separator: "|")
    }
  }
}
