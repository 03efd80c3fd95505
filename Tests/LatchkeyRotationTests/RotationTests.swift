import Foundation
import LatchkeyKeys
import LatchkeyRotation
import LatchkeyVerifier
import TestSupport
import Testing

@Suite(.enabled(if: OpenSSHServer.isAvailable)) struct RotationTests {
  @Test func `the new key takes the old one's place, and nothing else changes`() throws {
    let host = try FaultyHost()
    let outcome = try host.rotation().run()
    #expect(outcome.state == .rotated)
    #expect(outcome.isDone)
    #expect(outcome.steps.map(\.name) == [.before, .add, .remove])
    #expect(outcome.remedy == nil)
    #expect(host.content == "# mine\n\nno-pty \(try FaultyHost.line(host.newKey)) me\n")
    #expect(try host.keysThatGetIn() == (false, true))
    #expect(host.leftovers == [])

    let again = try host.rotation().run()
    #expect(again.state == .rotated)
    #expect(again.steps.map(\.name) == [.before])
  }

  @Test func `what waits on the host for a word ends with the rotation`() throws {
    let host = try FaultyHost()
    // Of which no other process is waiting for as long.
    let seconds = Int.random(in: 1_000_000...9_999_999)
    let outcome = try host.rotation(confirmationTime: .seconds(seconds)).run()
    #expect(outcome.state == .rotated)
    let wanted = Data("sleep\0\(seconds)\0".utf8)
    func isWaiting() throws -> Bool {
      try FileManager.default.contentsOfDirectory(atPath: "/proc").contains {
        (try? Data(contentsOf: URL(fileURLWithPath: "/proc/\($0)/cmdline"))) == wanted
      }
    }
    // It is told to end, and on a busy machine does so a little later.
    for _ in 0..<200 where try isWaiting() { usleep(100_000) }
    #expect(try !isWaiting())
  }

  @Test func `a jump host where the new key has its place already is passed by it`() throws {
    let host = try FaultyHost()
    let bastion = try OpenSSHServer(authorizedKeys: [try FaultyHost.line(host.newKey)])
    var target = host.target
    target.jumps = [
      JumpHost(
        host: "127.0.0.1", port: bastion.port, user: bastion.user, identities: [host.oldKey],
        hostKeyPolicy: .insecurelyIgnored)
    ]
    let rotation = try Rotation(
      of: host.oldKey, to: host.newKey, at: target,
      in: .authorizedKeys(path: host.server.authorizedKeysPath))
    let outcome = withExtendedLifetime(bastion) { rotation.run() }
    #expect(outcome.state == .rotated, "\(outcome.steps)")
    #expect(try host.keysThatGetIn() == (false, true))
  }

  @Test(arguments: ["", "no-pty "])
  func `sshd does not see what a byte order mark stands before`(options: String) throws {
    let host = try FaultyHost()
    let (old, new) = try (FaultyHost.line(host.oldKey), FaultyHost.line(host.newKey))
    try host.server.authorize(["\u{FEFF}\(options)\(old)", new])
    #expect(try host.keysThatGetIn() == (false, true))
  }

  @Test func `the file keeps its mode, and a link to it stays a link`() throws {
    let host = try FaultyHost()
    let path = host.server.authorizedKeysPath
    try FileManager.default.moveItem(atPath: path, toPath: path + ".real")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path + ".real")
    chmod(path + ".real", 0o640)
    #expect(try host.rotation().run().state == .rotated)
    var status = stat()
    #expect(lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(stat(path, &status) == 0 && status.st_mode & 0o7777 == 0o640)
  }

  @Test func `the old key stays where that is asked for, and is taken away the next time`() throws {
    let host = try FaultyHost()
    var rotation = try host.rotation()
    rotation.keepsOldKey = true
    rotation.comment = "fresh"
    let first = rotation.run()
    #expect(first.state == .bothKeys && first.isDone)
    #expect(try host.keysThatGetIn() == (true, true))
    #expect(host.content.hasSuffix(" fresh\n"))
    #expect(try host.rotation().run().state == .rotated)
    #expect(try host.keysThatGetIn() == (false, true))
  }

  @Test func `a new key that the server does not take is taken out again`() throws {
    let host = try FaultyHost(options: ["PubkeyAcceptedAlgorithms ssh-ed25519"])
    let outcome = try host.rotation().run()
    #expect(outcome.state == .unchanged && !outcome.isDone)
    #expect(outcome.steps.last?.detail.contains("taken back") == true)
    #expect(outcome.remedy != nil)
    #expect(host.content == host.original)
    #expect(host.leftovers == [])
  }

  @Test func `one that is interrupted says so, and asks to have nothing mended`() throws {
    let host = try FaultyHost()
    var rotation = try host.rotation()
    let interrupt = try Interrupt()
    interrupt.request()
    rotation.interrupt = interrupt
    let outcome = rotation.run()
    #expect(outcome.state == .unchanged && !outcome.isDone)
    #expect(
      outcome.remedy == "rotate again: it was interrupted, and the old key gets in as before")
    #expect(host.content == host.original)
  }

  @Test func `an old key that gets in all the same is not said to be gone`() throws {
    let folder = try TemporaryFolder()
    let host = try FaultyHost()
    try folder.write((try FaultyHost.line(host.oldKey) + "\n").utf8, to: "more")
    let second = try OpenSSHServer(
      options: [
        "AuthorizedKeysFile \(host.server.authorizedKeysPath) \(folder.path("more"))"
      ])
    var rotation = try host.rotation()
    rotation.target.port = second.port
    let outcome = rotation.run()
    #expect(outcome.state == .bothKeys && !outcome.isDone)
    #expect(outcome.steps.last?.name == .remove)
    #expect(outcome.remedy?.contains("another file of AuthorizedKeysFile") == true)
    #expect(try host.keysThatGetIn() == (true, true))
  }

  @Test func `a key that is let in by another file is not looked for in vain`() throws {
    let folder = try TemporaryFolder()
    try folder.write("# nobody\n".utf8, to: "other")
    let host = try FaultyHost()
    var rotation = try host.rotation()
    rotation.place = .authorizedKeys(path: folder.path("other"))
    let outcome = rotation.run()
    #expect(outcome.state == .unchanged)
    #expect(outcome.steps.last?.detail.contains("AuthorizedKeysFile") == true)
    let hidden = try "\u{FEFF}\(FaultyHost.line(host.oldKey))\n"
    try folder.write(hidden.utf8, to: "marked")
    rotation.place = .authorizedKeys(path: folder.path("marked"))
    #expect(
      rotation.run().steps.last?.detail
        == "the old key stands in line 1 behind a byte order mark (EF BB BF), where sshd does not see "
        + "it, so the host takes it from elsewhere; name that file with --authorized-keys, and save "
        + "this one without the mark")
    #expect(try String(decoding: folder.read("marked"), as: UTF8.self) == hidden)
    rotation.place = .authorizedKeys(path: folder.path("it's not there"))
    #expect(rotation.run().steps.last?.detail.contains("there is no file") == true)
    #expect(host.content == host.original)
  }

  @Test func `a host without a shell is left as it is`() throws {
    let host = try FaultyHost(options: ["ForceCommand /bin/echo 'no shell here'"])
    let outcome = try host.rotation().run()
    #expect(outcome.state == .unchanged)
    let detail = try #require(outcome.steps.last?.detail)
    #expect(detail.contains("ran no shell"))
    #expect(detail.hasSuffix("; it says \"no shell here\""), "\(detail)")
    #expect(host.content == host.original)
  }

  @Test func `a key that cannot log in, or is the old one, is refused at once`() throws {
    let host = try FaultyHost()
    let half = Identity(.publicKey(host.newKey.publicKey))
    #expect { _ = try Rotation(of: host.oldKey, to: half, at: host.target) } throws: {
      ($0 as? RotationError)?.code == .publicHalfOnly
    }
    #expect { _ = try Rotation(of: host.oldKey, to: host.oldKey, at: host.target) } throws: {
      ($0 as? RotationError)?.code == .sameKey
    }
  }

  /// Each use of each tool that the two scripts make, broken; around the moment at which the file is
  /// replaced, in each way that there is.
  static let faults: [(String, Int, FaultyHost.Effect)] = [
    ("cp", 4), ("cat", 4), ("wc", 2), ("cksum", 4), ("mv", 2), ("rm", 2), ("sleep", 2),
  ].flatMap { tool, uses in
    (1...uses).flatMap { use in
      FaultyHost.Effect.allCases
        .filter { ["mv", "rm"].contains(tool) || [.fails, .cutsConnection].contains($0) }
        .map { (tool, use, $0) }
    }
  }

  @Test(arguments: faults)
  func `whatever breaks, somebody gets in, and what is said is so`(
    tool: String, use: Int, effect: FaultyHost.Effect
  ) async throws {
    let host = try FaultyHost(breaking: tool, at: use, effect)
    let rotation = try host.rotation(confirmationTime: .seconds(1))
    let outcome = rotation.run()
    #expect(host.uses >= use, "the fault was never met: \(outcome)")
    if outcome.state == .unclear {
      // What was not confirmed is taken back by the host itself.
      for _ in 0..<50 where !host.leftovers.isEmpty {
        try await Task.sleep(for: .milliseconds(100))
      }
    }
    let keys = try host.keysThatGetIn()
    #expect(keys.old || keys.new)
    switch outcome.state {
    case .rotated: #expect(keys == (false, true))
    case .bothKeys: #expect(keys == (true, true))
    case .unchanged: #expect(keys == (true, false))
    case .unclear: break
    }
    #expect(host.content.hasPrefix("# mine\n\n"))
    #expect(outcome.isDone == (outcome.state == .rotated))
  }
}
