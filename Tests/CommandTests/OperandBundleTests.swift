import Testing

@testable import latchkey_cli

/// How thousands of operands come through a parser whose time is the square of their number.
@Suite struct OperandBundleTests {
  @Test(arguments: [
    (["inspect", "a"], ["inspect", "a"]),
    (["inspect", "a", "b", "c"], ["inspect", "a\0b\0c"]),
    (["inspect", "--json", "a", "b"], ["inspect", "--json", "a", "b"]),
    (
      ["convert", "a", "b", "--to", "ppk", "c", "", "d"],
      ["convert", "a\0b", "--to", "ppk", "c\0\0d"]
    ),
    (["convert", "-o", "x", "-", "a", "b"], ["convert", "-o", "x", "-", "a\0b"]),
    (["inspect", "a", "b", "--", "-c", "d", "--"], ["inspect", "a\0b", "--", "-c\0d\0--"]),
    (["inspect", "--"], ["inspect", "--"]),
  ])
  func `only words that can be nothing but operands are put together`(
    words: [String], bundled: [String]
  ) {
    #expect(OperandBundle.bundle(words).map(\.debugDescription) == bundled.map(\.debugDescription))
  }

  @Test(arguments: [["a"], ["a", "b", ""], ["", ""], [""]])
  func `what was put together comes apart again`(words: [String]) {
    let bundle = OperandBundle(argument: words.joined(separator: "\0"))
    #expect(bundle?.words == words)
  }

  @Test func `ten thousand operands are one word`() {
    let words = OperandBundle.bundle(["inspect"] + (1...10_000).map { "key-\($0)" })
    #expect(words.count == 2)
  }
}
