import LatchkeyJSON
import Testing

/// RFC 8259, as strictly as it stands there.
@Suite struct JSONReaderTests {
  private func read(_ text: String) throws -> String {
    try JSONReader.value(Array(text.utf8)).text
  }

  private func code(_ bytes: [UInt8]) -> JSONError.Code? {
    do throws(JSONError) {
      _ = try JSONReader.value(bytes)
      return nil
    } catch {
      return error.code
    }
  }

  @Test(
    arguments: [
      ("\"\"", "\"\""), (" [ ] ", "[]"), ("{}", "{}"), ("true", "true"), ("false", "false"),
      ("-0", "0"), ("9223372036854775807", "9223372036854775807"),
      ("18446744073709551615", "18446744073709551615"), ("1.5", "1.500"), ("12E-1", "1.200"),
      ("[1,[2,{\"a\":[3]}]]", "[1,[2,{\"a\":[3]}]]"),
      ("{\"b\":1,\"a\":\"x\",\"n\":null}", "{\"b\":1,\"a\":\"x\"}"),
      (#""\"\\\/\b\f\n\r\tA""#, #""\"\\/\u0008\u000c\n\r\tA""#),
      (#""\u00e9\ud83d\uDD11é🔑""#, "\"é🔑é🔑\""), ("\"e\u{301}\"", "\"e\u{301}\""),
    ])
  func `what is JSON is read`(_ text: String, _ written: String) throws {
    #expect(try read(text) == written)
  }

  @Test(
    arguments: [
      "tru", "nul", "True", "01", "1.", ".5", "+1", "-", "1e", "0x1", "NaN", "[1,]", "[,1]",
      "[1 2]",
      "{\"a\":1,}", "{\"a\"}", "{a:1}", "{\"a\":1 \"b\":2}", "'a'", "\"\t\"", "\"\\x\"",
      "\"\\u12g4\"",
      #""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, #""\ud800\ud800""#, "1 2", "{}x", "\u{FEFF}1",
      "// a\n1",
    ])
  func `what is not is refused`(_ text: String) {
    let found = code(Array(text.utf8))
    // A text that only ends too early is one, too.
    #expect(found == .malformed || found == .endsEarly)
  }

  @Test(arguments: [
    "", " ", "{", "{\"a", "{\"a\":", "{\"a\":1", "[1,", "\"a\\", "\"\\u00", "-", "t",
  ])
  func `a text that ends too early is told from others`(_ text: String) {
    #expect(code(Array(text.utf8)) == .endsEarly)
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    for bytes: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] {
      #expect(code([0x22] + bytes + [0x22]) == .malformed)
    }
  }

  @Test func `a name that stands twice is refused, however it is written`() {
    #expect(code(Array(#"{"a":1,"a":2}"#.utf8)) == .duplicateName)
    #expect(code(Array(#"{"a":null,"\u0061":2}"#.utf8)) == .duplicateName)
    #expect(code(Array(#"{"a":{"a":1}}"#.utf8)) == nil)
  }

  @Test(arguments: [2, 31, 32, 33, 34, 100])
  func `a name that stands twice is found among many`(count: Int) {
    let members = (0..<count).map { "\"n\($0)\":\($0 % 3 == 0 ? "null" : "1")" }
    #expect(code(Array("{\(members.joined(separator: ","))}".utf8)) == nil)
    for name in ["n0", "n1", "n\(count - 1)"] {
      let text = "{\(members.joined(separator: ",")),\"\(name)\":1}"
      #expect(code(Array(text.utf8)) == .duplicateName)
    }
  }

  @Test func `an error shows the beginning of a name, and no more`() {
    let name = String(repeating: "k", count: 5000)
    let error = #expect(throws: JSONError.self) {
      try JSONReader.value(Array(#"{"\#(name)":1,"\#(name)":2}"#.utf8))
    }
    #expect(error?.reason == "the name \"\(name.prefix(29))… stands twice")
  }

  @Test func `depth and size are bounded`() throws {
    let deepest = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
    #expect(try read(deepest) == deepest)
    #expect(code(Array("[\(deepest)]".utf8)) == .tooLarge)
    #expect(code(Array(repeating: 0x5B, count: 1_000_000)) == .tooLarge)
    #expect(throws: JSONError.self) { try JSONReader.value(Array("[1]".utf8), maximumSize: 2) }
  }

  @Test func `what JSONValue has no room for is said`() {
    #expect(code(Array("null".utf8)) == .unsupported)
    #expect(code(Array("[null]".utf8)) == .unsupported)
    #expect(code(Array("1e400".utf8)) == .unsupported)
  }

  @Test func `an error names the byte`() throws {
    let error = #expect(throws: JSONError.self) { try JSONReader.value(Array("{\"a\":x}".utf8)) }
    #expect(error?.description == "byte 6: 'x', where a value is expected")
  }

  /// Every text survives being written and read, one scalar of each kind after the other.
  @Test func `all text survives`() throws {
    var text = ""
    for value in stride(from: UInt32(0), to: 0x11_0000, by: 61) {
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    guard case .string(let found) = try JSONReader.value(Array(JSONValue.string(text).text.utf8))
    else {
      Issue.record("not a string")
      return
    }
    #expect(found.unicodeScalars.elementsEqual(text.unicodeScalars))
  }
}
