import Testing

@testable import LatchkeyDoor

@Suite struct `An account` {
  @Test(arguments: [("*", -1), ("*", 20_000), ("", -1), ("x", 20_001), ("$y$j9T$…", -1)])
  func `that sshd lets in is let in`(password: String, expiryDay: Int) throws {
    try Account.current().checkShadow(password: password, expiryDay: expiryDay, today: 20_000)
  }

  @Test(arguments: [("!", -1, "is locked"), ("!*", -1, "is locked"), ("*", 19_999, "has expired")])
  func `that sshd refuses is named with the reason`(
    password: String, expiryDay: Int, words: String
  ) throws {
    let account = try Account.current()
    let error = #expect(throws: DoorError.self) {
      try account.checkShadow(password: password, expiryDay: expiryDay, today: 20_000)
    }
    #expect(error?.code == .accountUnusable)
    #expect(error?.reason.hasPrefix("account \(account.name) \(words)") == true)
    #expect(error?.hint?.contains(account.name) == true)
  }

  @Test func `is found by its name, or not`() {
    #expect(Account.named("root")?.id == 0)
    #expect(Account.named("no-such-account") == nil)
  }
}
