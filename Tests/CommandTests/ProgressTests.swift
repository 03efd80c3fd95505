import Foundation
import TestSupport
import Testing

/// What a person at a terminal sees of work that takes long. A delay of 0 shows every step of it,
/// whatever the clock says.
@Suite struct ProgressTests {
  private let folder: TemporaryFolder
  private let latchkey = Tool.built("latchkey")
  private let atOnce = ["LATCHKEY_PROGRESS_DELAY": "0"]

  init() throws { folder = try TemporaryFolder() }

  private func terminal(
    _ command: String, columns: UInt16 = 0, _ environment: [String: String]
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      "latchkey", command.split(separator: " ").map(String.init), in: folder, columns: columns,
      environment: environment)
  }

  private func make(_ names: String...) throws {
    for name in names {
      let made = try latchkey.run(["generate", name, "--quiet"], in: folder.path)
      try #require(made.status == 0)
    }
  }

  @Test(arguments: [
    ("convert --force a b --to ppk", "files converted"), ("inspect a b", "files read"),
    ("inspect --json a b", "files read"),
  ])
  func `how many of many are done stands on the terminal, and is gone at the end`(
    command: String, work: String
  ) throws {
    try make("a", "b")
    let plain = try latchkey.run(
      command.split(separator: " ").map(String.init), in: folder.path)
    let terminal = try terminal(command, atOnce)
    #expect(terminal.waitForEnd() == 0)
    #expect(terminal.text.contains("\rlatchkey: 0 of 2 \(work)\u{1B}[K"))
    #expect(terminal.text.contains("\rlatchkey: 2 of 2 \(work)"))
    #expect(!plain.text.isEmpty)
    #expect(terminal.visibleLines.joined(separator: "\n") == plain.text)
  }

  @Test func `keys that are made are counted`() throws {
    let terminal = try terminal("generate web --count 20", atOnce)
    #expect(terminal.waitForEnd() == 0)
    for count in 0...20 {
      #expect(terminal.text.contains("\rlatchkey: \(count) of 20 keys made"))
    }
    let lines = terminal.visibleLines
    #expect(lines.count == 21)
    #expect(lines[19].hasPrefix("web-20, web-20.pub: ssh-ed25519 256 SHA256:"))
  }

  @Test func `one job that takes long says what it is and for how long`() throws {
    let terminal = try terminal("generate web --type rsa --bits 2048", atOnce)
    #expect(terminal.waitForEnd() == 0)
    #expect(
      try terminal.text.contains(Regex("\rlatchkey: making an RSA key of 2048 bits, [0-9]+ s")))
    #expect(terminal.visibleLines.count == 2)
    #expect(terminal.visibleLines[0].hasPrefix("web, web.pub: ssh-rsa 2048 SHA256:"))
  }

  @Test func `nothing is shown before the delay is over`() throws {
    let terminal = try terminal("generate web --quiet", ["LATCHKEY_PROGRESS_DELAY": "86400"])
    #expect(terminal.waitForEnd() == 0)
    #expect(terminal.text == "")
  }

  @Test func `a pipe gets none of it`() throws {
    let made = try latchkey.run(
      ["generate", "web", "--count", "3"], environment: atOnce.merging(["TERM": "xterm"]) { $1 },
      in: folder.path)
    #expect(made.status == 0)
    #expect(made.errorText == "")
    #expect(!made.text.contains("\r"))
  }

  @Test(arguments: [["TERM": "dumb"], ["TERM": ""]])
  func `a terminal that cannot clear a line shows none of it`(kind: [String: String]) throws {
    let terminal = try terminal("generate web --count 3 --json", atOnce.merging(kind) { $1 })
    #expect(terminal.waitForEnd() == 0)
    #expect(!terminal.text.contains("\r"))
    #expect(!terminal.text.contains("\u{1B}"))
    #expect(terminal.visibleLines.count == 4)
  }

  @Test func `--quiet shows none of it`() throws {
    let terminal = try terminal("generate web --count 3 --quiet", atOnce)
    #expect(terminal.waitForEnd() == 0)
    #expect(terminal.text == "")
  }

  @Test func `it has no colour, with NO_COLOR and without`() throws {
    let terminal = try terminal(
      "generate web --count 3", atOnce.merging(["NO_COLOR": "1"]) { $1 })
    #expect(terminal.waitForEnd() == 0)
    #expect(terminal.text.contains("3 of 3 keys made"))
    #expect(try !terminal.text.contains(Regex("\u{1B}\\[[0-9;]*m")))
  }

  @Test func `errors and results on the same terminal have lines of their own, in order`() throws {
    try make("a", "b")
    let terminal = try terminal("inspect --json a missing b none", atOnce)
    #expect(terminal.waitForEnd() == 3)
    let lines = terminal.visibleLines
    try #require(lines.count == 5)
    #expect(lines[0].hasPrefix("{\"path\":\"a\","))
    #expect(lines[1] == "latchkey: error: missing: cannot open: no such file or directory")
    #expect(lines[2].hasPrefix("{\"path\":\"b\","))
    #expect(lines[3] == "latchkey: error: none: cannot open: no such file or directory")
    #expect(lines[4] == "")
  }

  @Test(arguments: [1, 2, 20, 30, 200] as [UInt16])
  func `it never reaches the last column of a narrow terminal`(columns: UInt16) throws {
    try make("a")
    let terminal = try terminal("convert a --to ppk", columns: columns, atOnce)
    #expect(terminal.waitForEnd() == 0)
    let frames = terminal.text.split(separator: "\r").filter { $0.hasSuffix("\u{1B}[K") }
      .map { $0.dropLast(3) }
    let seen = "latchkey: converting the key, ".prefix(Int(columns) - 1)
    #expect(columns == 1 || frames.contains { $0.hasPrefix(seen) })
    #expect(frames.allSatisfy { $0.count < columns })
  }

  @Test(arguments: [("\u{03}", SIGINT), (nil, SIGTERM)] as [(String?, Int32)])
  func `an interrupted command leaves a clean line and no file`(
    keys: String?, signal: Int32
  ) throws {
    let terminal = try terminal("generate web --type rsa --bits 8192 --count 50", atOnce)
    #expect(terminal.wait(for: "latchkey: 0 of 50 keys made"))
    if let keys { terminal.type(keys) } else { terminal.send(signal) }
    #expect(terminal.waitForEnd() == 128 + signal)
    #expect(terminal.visibleLines == [""])
    #expect(try folder.names() == [])
  }

  @Test func `a command that only reads leaves a clean line too`() throws {
    // A pipe that nobody writes to is waited for.
    mkfifo(folder.path("pipe"), 0o600)
    let terminal = try terminal("inspect pipe", atOnce)
    #expect(terminal.wait(for: "latchkey: reading the key, "))
    terminal.type("\u{03}")
    #expect(terminal.waitForEnd() == 128 + SIGINT)
    #expect(terminal.visibleLines == [""])
  }
}
