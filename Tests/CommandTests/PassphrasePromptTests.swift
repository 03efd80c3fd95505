import Foundation
import TestSupport
import Testing

/// What a person in front of a terminal meets.
@Suite struct PassphrasePromptTests {
  @Test(.enabled(if: Tool.isAvailable("ssh-keygen")))
  func `a new passphrase is asked for twice, never shown, and locks the key`() throws {
    let folder = try TemporaryFolder()
    let terminal = try PseudoTerminal("latchkey", ["generate", "web", "--encrypt"], in: folder)
    #expect(terminal.waitForQuestion("New passphrase: "))
    terminal.type("correct horse\n")
    #expect(terminal.waitForQuestion("The same again: "))
    terminal.type("correct horse\n")
    #expect(terminal.waitForEnd() == 0)
    #expect(terminal.showsInput)
    #expect(!terminal.text.contains("horse"))
    #expect(terminal.text.contains("web, web.pub: ssh-ed25519 256 SHA256:"))

    let keygen = try #require(Tool(named: "ssh-keygen"))
    let right = try keygen.run(["-y", "-P", "correct horse", "-f", folder.path("web")])
    let publicLine = String(decoding: try folder.read("web.pub"), as: UTF8.self)
    #expect(right.text == publicLine)
    let wrong = try keygen.run(["-y", "-P", "", "-f", folder.path("web")])
    #expect(wrong.status != 0)
  }

  @Test func `two passphrases that differ make no key`() throws {
    let folder = try TemporaryFolder()
    let terminal = try PseudoTerminal("latchkey", ["generate", "web", "--encrypt"], in: folder)
    #expect(terminal.waitForQuestion("New passphrase: "))
    terminal.type("one\n")
    #expect(terminal.waitForQuestion("The same again: "))
    terminal.type("two\n")
    #expect(terminal.waitForEnd() == 2)
    #expect(terminal.text.hasSuffix("latchkey: error: the two passphrases differ\n"))
    #expect(try folder.names() == [])
  }

  @Test(arguments: [("\n", "the new passphrase is empty"), ("\u{04}", "no passphrase was typed")])
  func `an answer that is none makes no key`(_ keys: String, _ reason: String) throws {
    let folder = try TemporaryFolder()
    let terminal = try PseudoTerminal("latchkey", ["generate", "web", "--encrypt"], in: folder)
    #expect(terminal.waitForQuestion("New passphrase: "))
    terminal.type(keys)
    #expect(terminal.waitForEnd() == 2)
    #expect(terminal.text.hasSuffix("latchkey: error: \(reason)\n"))
    #expect(terminal.showsInput)
    #expect(try folder.names() == [])
  }

  @Test func `Ctrl-C at the question ends by SIGINT and gives the echo back`() throws {
    let folder = try TemporaryFolder()
    let terminal = try PseudoTerminal("latchkey", ["generate", "web", "--encrypt"], in: folder)
    #expect(terminal.waitForQuestion("New passphrase: "))
    terminal.type("half a pass\u{03}")
    #expect(terminal.waitForEnd() == 128 + SIGINT)
    #expect(terminal.showsInput)
    #expect(!terminal.text.contains("half"))
    #expect(try folder.names() == [])
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func `a signal from outside gives the echo back too`(_ signal: Int32) throws {
    let folder = try TemporaryFolder()
    let terminal = try PseudoTerminal("latchkey", ["generate", "web", "--encrypt"], in: folder)
    #expect(terminal.waitForQuestion("New passphrase: "))
    terminal.send(signal)
    #expect(terminal.waitForEnd() == 128 + signal)
    #expect(terminal.showsInput)
    #expect(try folder.names() == [])
  }

  @Test func `an encrypted key's passphrase is asked for once, and kept`() throws {
    let folder = try TemporaryFolder()
    let latchkey = Tool.built("latchkey")
    try folder.write(Array("correct horse\n".utf8), to: "pass")
    let made = try latchkey.run(
      ["generate", "web", "--new-passphrase-file", "pass"], in: folder.path)
    #expect(made.status == 0)

    let terminal = try PseudoTerminal("latchkey", ["convert", "web", "--to", "ppk"], in: folder)
    #expect(terminal.waitForQuestion("Passphrase of web: "))
    terminal.type("correct horse\n")
    #expect(terminal.waitForEnd() == 0)

    let check = try latchkey.run(
      ["inspect", "--json", "--passphrase-file", "pass", "web.ppk"], in: folder.path)
    #expect(check.status == 0)
    #expect(check.text.contains("\"format\":\"ppk3\""))
    #expect(check.text.contains("\"encrypted\":true"))
  }

  @Test func `a wrong passphrase writes nothing`() throws {
    let folder = try TemporaryFolder()
    let latchkey = Tool.built("latchkey")
    try folder.write(Array("correct horse\n".utf8), to: "pass")
    _ = try latchkey.run(["generate", "web", "--new-passphrase-file", "pass"], in: folder.path)

    let terminal = try PseudoTerminal("latchkey", ["convert", "web", "--to", "ppk"], in: folder)
    #expect(terminal.waitForQuestion("Passphrase of web: "))
    terminal.type("wrong horse\n")
    #expect(terminal.waitForEnd() == 2)
    #expect(terminal.text.contains("latchkey: error: web: "))
    #expect(try folder.names() == ["pass", "web", "web.pub"])
  }

  @Test func `of many keys the locked ones are asked for first, however far apart`() throws {
    let folder = try TemporaryFolder()
    let latchkey = Tool.built("latchkey")
    try folder.write(Array("correct horse\n".utf8), to: "pass")
    _ = try latchkey.run(["generate", "key", "--count", "300", "--quiet"], in: folder.path)
    let locking = ["--new-passphrase-file", "pass", "--rounds", "1", "--force", "--quiet"]
    for name in ["key-1", "key-299"] {
      _ = try latchkey.run(["generate", name] + locking, in: folder.path)
    }

    let keys = (1...300).map { "key-\($0)" }
    let terminal = try PseudoTerminal(
      "latchkey", ["convert", "--to", "ppk", "--quiet"] + keys, in: folder)
    #expect(terminal.waitForQuestion("Passphrase of key-1: "))
    terminal.type("correct horse\n")
    #expect(terminal.waitForQuestion("Passphrase of key-299: "))
    #expect(try !folder.names().contains { $0.hasSuffix(".ppk") })
    terminal.type("wrong horse\n")
    #expect(terminal.waitForEnd() == 2)
    #expect(terminal.text.contains("latchkey: error: key-299: "))

    let written = try folder.names().filter { $0.hasSuffix(".ppk") }
    #expect(written == keys.filter { $0 != "key-299" }.map { "\($0).ppk" }.sorted())
    let check = try latchkey.run(
      ["inspect", "--json", "--passphrase-file", "pass", "key-1.ppk", "key-300.ppk"],
      in: folder.path)
    let lines = check.text.split(separator: "\n")
    try #require(lines.count == 2)
    #expect(lines[0].contains("\"encrypted\":true"))
    #expect(lines[1].contains("\"encrypted\":false"))
  }
}
