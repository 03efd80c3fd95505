import LatchkeyVerifier
import Testing

@Suite struct SSHDestinationTests {
  @Test(
    arguments: [
      ("host.example", nil, "host.example", nil),
      ("admin@host.example:2222", "admin", "host.example", 2222),
      ("user@corp.example@host", "user@corp.example", "host", nil),
      ("[fe80::1%eth0]:22", nil, "fe80::1%eth0", 22),
      ("me@[::1]", "me", "::1", nil),
      ("2001:db8::7", nil, "2001:db8::7", nil),
      ("ssh://admin@host.example:2222", "admin", "host.example", 2222),
      ("ssh://host.example/", nil, "host.example", nil),
    ] as [(String, String?, String, UInt16?)])
  func `are read as ssh reads them`(text: String, user: String?, host: String, port: UInt16?) throws
  {
    let destination = try #require(SSHDestination(text))
    #expect(destination.text == text)
    #expect(destination.user == user)
    #expect(destination.host == host)
    #expect(destination.port == port)
  }

  @Test(arguments: [
    "", "@host", "admin@", "host:", "host:0", "host:65536", "host:ssh", "host:-1", "host:+1",
    "[::1", "[]:22",
    "[::1]22", "-oProxyCommand=true", "admin@-host", "ho st", "host\u{1b}[2J", "ssh://", "ssh://@h",
  ])
  func `are refused where there is no host, user or port`(text: String) {
    #expect(SSHDestination(text) == nil)
  }

  @Test(arguments: [
    ("host:99999", "\"99999\" behind the colon is no TCP port, 1 to 65535"),
    ("[::1]:", "\"\" behind the colon is no TCP port, 1 to 65535"),
    ("@host", "no user before the @"), ("admin@", "no host"), ("[::1", "a [ without its ]"),
  ])
  func `what is wrong with one is told`(text: String, found: String) {
    let error = #expect(throws: VerifierError.self) { try SSHDestination(parsing: text) }
    #expect(error?.code == .malformedDestination)
    #expect(error?.reason == "\(text): \(found); expected [USER@]HOST[:PORT]")
  }

  @Test(arguments: [
    // A character that is no text is shown by eight, and one of another script may have four bytes.
    String(repeating: "\u{fffd}", count: 500), String(repeating: "𝄞", count: 500),
    String(repeating: "a.", count: 500) + ":x",
  ])
  func `one that is endless is told in short`(text: String) throws {
    let error = #expect(throws: VerifierError.self) { try SSHDestination(parsing: text + " ") }
    let reason = try #require(error?.reason)
    #expect(reason.contains("…: "))
    #expect(reason.utf8.count <= 250)
  }

  @Test func `of what may be a key no more than the beginning is told`() {
    let key = "AAAAC3NzaC1lZDI1NTE5AAAAIBq0pTtZ0w4tPbRCaQ3G9nXw2Y8eVd5LmKfJhUoTi1Rs"
    let error = #expect(throws: VerifierError.self) { try SSHDestination(parsing: "\(key):no") }
    #expect(
      error?.reason
        == "AAAAC3Nz…: \"no\" behind the colon is no TCP port, 1 to 65535; "
        + "expected [USER@]HOST[:PORT]")
  }
}
