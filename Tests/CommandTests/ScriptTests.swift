import Foundation
import TestSupport
import Testing

/// The command line's specification: every file of `Scripts/` is a user's story that has to hold.
@Suite struct ScriptTests {
  @Test(arguments: ScriptFile.all)
  func `a script holds, line by line`(_ file: ScriptFile) throws {
    let text = try String(contentsOfFile: file.path, encoding: .utf8)
    do {
      if let missing = try ScriptRunner().run(try Script(text)) {
        Issue.record("Scripts/\(file.name): skipped, needs \(missing)", severity: .warning)
      }
    } catch let error as ScriptError {
      Issue.record("Scripts/\(file.name):\(error.line): \(error)")
    }
  }

  @Test func `there are scripts to run`() {
    #expect(!ScriptFile.all.isEmpty)
  }
}

/// A file of the `Scripts/` folder.
struct ScriptFile: Sendable, CustomTestStringConvertible {
  let name: String

  var testDescription: String { name }

  var path: String { "\(ScriptFile.folder)/\(name)" }

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("Scripts").path

  /// All scripts, in the order of their names.
  static let all: [ScriptFile] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().map(ScriptFile.init)
  }()
}
