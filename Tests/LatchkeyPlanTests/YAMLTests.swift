import Testing

@testable import LatchkeyPlan

@Suite struct `YAML` {
  private static func read(_ text: String) throws -> YAMLNode {
    try YAMLDocument(Array(text.utf8), fileName: "x.yml").root
  }

  @Test(arguments: [
    ("yes", "text yes"), ("on", "text on"), ("True", "true"), ("FALSE", "false"), ("~", "null"),
    ("", "null"), ("0777", "integer 777"), ("0o17", "integer 15"), ("0xff", "integer 255"),
    ("+12", "integer 12"), ("1_000", "text 1_000"), ("12:30:45", "text 12:30:45"),
    ("1e3", "number 1000.0"), ("-.5", "number -0.5"), ("5.", "number 5.0"), (".inf", "number inf"),
    (".", "text ."), ("-", "sequence"), ("0o8", "text 0o8"), ("0x-1", "text 0x-1"),
    ("1e", "text 1e"),
    ("\"12\"", "text 12"), ("!!str 12", "text 12"), ("2026-11-26", "text 2026-11-26"),
    ("99999999999999999999", "number 1e+20"),
  ])
  func `is read by the core schema of 1.2`(text: String, meaning: String) throws {
    let node = try Self.read(text)
    let found =
      switch node.scalar?.meaning {
      case nil: "sequence"
      case .null?: "null"
      case .boolean(let value)?: "\(value)"
      case .integer(let value)?: "integer \(value)"
      case .number(let value)?: "number \(value)"
      case .text?: "text \(node.scalar?.text ?? "")"
      }
    #expect(found == meaning)
  }

  @Test func `says where each value stands`() throws {
    let root = try Self.read("a: 1\nb:\n  - x\n  - {c: ü, d: e}\n")
    let item = try #require(root["b"]?.items?[1])
    #expect(item.place == YAMLPlace(line: 4, column: 5))
    #expect(item["d"]?.place == YAMLPlace(line: 4, column: 15))
  }

  @Test func `the mark that some editors put in front is no part of it`() throws {
    let root = try Self.read("\u{FEFF}a: 1\nb: [2]\n")
    #expect(root["a"]?.integer == 1)
    #expect(root["a"]?.place == YAMLPlace(line: 1, column: 4))
    #expect(throws: PlanError.self) { try Self.read("\u{FEFF}\u{FEFF}a: [") }
  }

  @Test func `merges mappings, and what is written out goes first`() throws {
    let root = try Self.read(
      "x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\nz: {<<: [*x, *y], a: 9, d: 5}\n")
    let merged = (root["z"]?.pairs ?? []).map { "\($0.name)\($0.value.integer ?? 0)" }
    #expect(merged == ["a9", "b2", "c4", "d5"])
  }

  @Test(arguments: [
    ("a: 1\nb: ü\u{0}\n", 2, 5), ("\u{7}", 1, 1), ("a: \"\r\n\u{1b}\"", 2, 1),
  ])
  func `names the place of a control character`(text: String, line: Int, column: Int) {
    let error = #expect(throws: PlanError.self) { try Self.read(text) }
    #expect(error?.code == .syntax)
    #expect(error?.place == YAMLPlace(line: line, column: column))
  }

  @Test func `merges once in a mapping`() {
    let error = #expect(throws: PlanError.self) {
      try Self.read("x: &x {a: 1}\ny: {<<: *x, <<: *x}\n")
    }
    #expect(error?.code == .duplicate)
    #expect(error?.place == YAMLPlace(line: 2, column: 13))
    // In quotes it is a name as any other.
    #expect(throws: PlanError.self) { try Self.read("{\"<<\": 1, \"<<\": 2}") }
  }

  @Test(arguments: [
    ("^[a-c]+$", ["a", "abc"], ["", "abd", "A"]),
    (
      "^[0-9]{1,3}([.][0-9]+)?(ms|s)$", ["5s", "10.25ms", "999s"],
      ["s", "1000s", "5", "5.s", "5sx"]
    ),
    ("^!?(tag:)?[^!]+$", ["tag:x", "!x", "x"], ["!", "", "!!x", "x!"]),
    ("^[^ \\t]+$", ["ü"], ["a b", "a\tb"]),
  ])
  func `schemas' patterns fit the whole of a text`(
    pattern: String, fitting: [String], others: [String]
  ) throws {
    let pattern = try #require(SchemaPattern(pattern))
    for text in fitting { #expect(pattern.matches(text), "\(text)") }
    for text in others { #expect(!pattern.matches(text), "\(text)") }
  }
}
