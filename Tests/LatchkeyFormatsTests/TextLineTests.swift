import LatchkeyCrypto
import Testing

@testable import LatchkeyFormats

@Suite struct `Lines` {
  @Test(
    arguments: [
      ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("a\r\nb\r\n", ["a", "b"]),
      ("a\rb\r", ["a", "b"]), ("a\n\rb", ["a", "", "b"]), ("\n\na", ["", "", "a"]),
      ("\u{FEFF}a\nb", ["a", "b"]), (" a\t\nb ", [" a\t", "b "]),
    ] as [(String, [String])])
  func `end with LF, CRLF or CR, or with the file`(text: String, expected: [String]) throws {
    let file = SharedSecret(SecretBytes(copying: Array(text.utf8)))
    let lines = try TextLine.split(file)
    #expect(lines.map { file.publicText($0.range) } == expected)
    #expect(lines.map(\.number) == Array(0..<expected.count).map { $0 + 1 })
  }

  @Test func `are bounded in number`() throws {
    let breaks = [UInt8](repeating: 0x0A, count: FormatLimits.lineCount + 1)
    let error = try #require(throws: FormatError.self) { _ = try KeyFile.read(breaks) }
    #expect(error.code == .boundExceeded)
  }
}
