import LatchkeyFormats
import LatchkeyKeys
import Testing

@testable import LatchkeyRotation

@Suite struct AuthorizedKeysTextTests {
  private let old: PublicKey
  private let new: PublicKey
  private let oldLine: String
  private let newLine: String

  init() throws {
    old = try PrivateKey.generate(.ed25519).publicKey
    new = try PrivateKey.generate(.ecdsa(.p256)).publicKey
    oldLine = try Self.line(old)
    newLine = try Self.line(new)
  }

  private static func line(_ key: PublicKey) throws -> String {
    let line = String(decoding: try key.encoded(as: .authorizedKeys), as: UTF8.self)
    return line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func added(_ text: String, comment: String? = nil) -> String {
    var keys = AuthorizedKeysText(bytes: Array(text.utf8))
    keys.add(new, beside: old, comment: comment)
    return String(decoding: keys.bytes, as: UTF8.self)
  }

  private func removed(_ text: String) -> String {
    var keys = AuthorizedKeysText(bytes: Array(text.utf8))
    keys.remove(old)
    return String(decoding: keys.bytes, as: UTF8.self)
  }

  @Test func `the new key stands behind the old one, with its options and its comment`() {
    let options = #"from="10.0.0.0/8,!10.0.0.1",command="echo \"a b\" # c",no-pty"#
    let text = "# mine\n\n\(options) \(oldLine) me@home\nother line\n"
    #expect(
      added(text)
        == "# mine\n\n\(options) \(oldLine) me@home\n\(options) \(newLine) me@home\nother line\n")
    #expect(added(text, comment: "x y").contains("\(newLine) x y\n"))
  }

  @Test func `a last line without an end gets one, and a CRLF stays`() {
    #expect(added(oldLine) == "\(oldLine)\n\(newLine)\n")
    #expect(added("\(oldLine) c\r\n") == "\(oldLine) c\r\n\(newLine) c\r\n")
  }

  @Test func `a comment cannot begin a line of its own`() {
    #expect(added("\(oldLine)\n", comment: "a\n\(oldLine)").split(separator: "\n").count == 2)
  }

  @Test func `removing takes every line of the key and leaves every other byte`() {
    let text = "# \(oldLine)\n\(newLine)\n \t\(oldLine) one\n\u{FE}junk\nno-pty \(oldLine)"
    #expect(removed(text) == "# \(oldLine)\n\(newLine)\n\u{FE}junk\n")
  }

  @Test func `a line of a certificate authority is none that lets the key in`() {
    let text = "cert-authority,principals=\"a\" \(oldLine) ca\n"
    #expect(removed(text) == text)
    #expect(added(text) == text)
    #expect(AuthorizedKeysText(bytes: Array(text.utf8)).count(of: old) == 0)
  }

  @Test func `a key within another's comment or options is not there`() {
    let text = "command=\"echo \(oldLine)\" \(newLine)\n\(newLine) \(oldLine.dropFirst())\n"
    #expect(removed(text) == text)
  }

  @Test(arguments: ["", "no-pty ", "# "])
  func `what a byte order mark stands before lets nobody in`(before: String) {
    let text = "\u{FEFF}\(before)\(oldLine) me\n\(newLine)\n"
    let keys = AuthorizedKeysText(bytes: Array(text.utf8))
    #expect(keys.count(of: old) == 0 && keys.count(of: new) == 1)
    #expect(keys.lineHidingBehindMark(old) == (before == "# " ? nil : 1))
    #expect(added(text) == text)
    // Without the mark the key would be let in again.
    #expect(removed(text) == (before == "# " ? text : "\(newLine)\n"))
  }

  @Test func `a byte order mark hides one line, wherever files were put together`() {
    let text = "\u{FEFF}# mine\n\(oldLine)\n\u{FEFF}\(oldLine)\n"
    let keys = AuthorizedKeysText(bytes: Array(text.utf8))
    #expect(keys.count(of: old) == 1 && keys.lineHidingBehindMark(old) == 3)
    #expect(keys.lineHidingBehindMark(new) == nil)
    #expect(added(text) == "\u{FEFF}# mine\n\(oldLine)\n\(newLine)\n\u{FEFF}\(oldLine)\n")
    #expect(removed(text) == "\u{FEFF}# mine\n")
  }

  @Test func `nothing but the new lines is added to random files`() {
    let pieces = [
      oldLine, newLine, "#", " ", "\n", "\r\n", "\"", "\\", "a b", "no-pty ", "\t", "\u{FEFF}",
    ]
    for _ in 0..<500 {
      let text = (0..<Int.random(in: 0...12)).compactMap { _ in pieces.randomElement() }.joined()
      let before = AuthorizedKeysText(bytes: Array(text.utf8))
      var keys = before
      keys.add(new, beside: old, comment: nil)
      #expect(keys.count(of: new) == before.count(of: new) + before.count(of: old))
      #expect(keys.count(of: old) == before.count(of: old))
      keys.remove(old)
      #expect(keys.count(of: old) == 0)
      #expect(keys.count(of: new) == before.count(of: new) + before.count(of: old))
    }
  }
}
