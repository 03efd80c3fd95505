import Foundation
import LatchkeyVerifier
import TestSupport
import Testing

/// Every reason at every stage: reached, shown in README.md and listed in latchkey-check(1).
@Suite struct ReasonTableTests {
  private static let marks = (begin: "<!-- reasons:begin -->\n", end: "\n<!-- reasons:end -->")

  @Test func `every reason occurs at some stage, and at none twice`() {
    #expect(Set(Stage.allCases.flatMap(\.reasons)) == Set(Reason.allCases))
    for stage in Stage.allCases { #expect(Set(stage.reasons).count == stage.reasons.count) }
  }

  @Test func `the manual page lists the reasons of each stage, and no others`() throws {
    let path = PackageFolder.path("man/latchkey-check.1")
    let page = try String(contentsOfFile: path, encoding: .utf8)
    let section = try #require(
      page.components(separatedBy: ".Sh ").first { $0.hasPrefix("STAGES") })
    let parts = section.components(separatedBy: "\n.Ss ").dropFirst()
    #expect(parts.map { $0.prefix { $0 != "\n" } } == Stage.allCases.map { $0.rawValue[...] })
    for (stage, part) in zip(Stage.allCases, parts) {
      let listed = part.split(separator: "\n").filter { $0.hasPrefix(".It Cm ") }
        .flatMap { $0.dropFirst(7).split(separator: " ").filter { $0 != "," } }
      #expect(Set(listed) == Set(stage.reasons.map { $0.rawValue[...] }), "\(stage)")
      #expect(listed.count == stage.reasons.count, "\(stage)")
    }
  }

  @Test func `there is an example of every reason at every stage`() {
    let pairs = ReasonExample.all.map { "\($0.stage): \($0.reason)" }
    let wanted = Stage.allCases.flatMap { stage in stage.reasons.map { "\(stage): \($0)" } }
    #expect(pairs.sorted() == wanted.sorted())
  }

  /// Compares with what the checks say now; with `LATCHKEY_WRITE_TABLES=1` (`make tables`) writes
  /// that instead.
  @Test(
    .enabled(if: OpenSSHServer.isAvailable && PythonServer.isAvailable),
    .enabled("a resolver of its own takes root's rights") { NameServer.isUsable },
    .enabled("the table is made with 1.10.0") { AccessVerifier.libraryVersion == "1.10.0" })
  func `README.md shows what is said for every reason`() throws {
    let scene = try ReasonScene()
    var rows = ["| stage | reason | what `latchkey check` says |", "|---|---|---|"]
    for stage in Stage.allCases {
      for reason in stage.reasons {
        let example = try #require(
          ReasonExample.all.first { $0.stage == stage && $0.reason == reason })
        let said = try example.lines(scene).map { "`\($0)`" }.joined(separator: "<br>")
        rows.append("| \(stage.rawValue) | `\(reason.rawValue)` | \(said) |")
      }
    }
    let path = PackageFolder.path("README.md")
    let readme = try String(contentsOfFile: path, encoding: .utf8)
    let begin = try #require(readme.range(of: Self.marks.begin))
    let end = try #require(readme.range(of: Self.marks.end))
    let stands = begin.upperBound..<end.lowerBound
    if ProcessInfo.processInfo.environment["LATCHKEY_WRITE_TABLES"] == "1" {
      try readme.replacingCharacters(in: stands, with: rows.joined(separator: "\n"))
        .write(toFile: path, atomically: true, encoding: .utf8)
      return
    }
    let shown = readme[stands].split(separator: "\n").map(String.init)
    #expect(shown.count == rows.count, "to write them anew: make tables")
    for (row, old) in zip(rows, shown) { #expect(row == old, "to write it anew: make tables") }
  }
}
