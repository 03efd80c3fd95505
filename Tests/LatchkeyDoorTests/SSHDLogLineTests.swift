import Testing

@testable import LatchkeyDoor

@Suite struct `A line of sshd's log` {
  @Test(arguments: [
    ("Server listening on 127.0.0.1 port 2222.", SSHDLogLine.listening),
    ("error: AuthorizedKeysCommand /bin/sh -c x failed, status 3", .keysCommandFailed),
    (
      "Accepted publickey for root from 127.0.0.1 port 1 ssh2: ED25519 SHA256:x",
      .notable("Accepted publickey for root from 127.0.0.1 port 1 ssh2: ED25519 SHA256:x")
    ),
    (
      "User bob from 127.0.0.1 not allowed because not listed in AllowUsers",
      .notable("User bob from 127.0.0.1 not allowed because not listed in AllowUsers")
    ),
    ("fatal: Cannot bind any address.", .notable("fatal: Cannot bind any address.")),
    ("User child is on pid 77", .routine("User child is on pid 77")),
    ("Accepted key RSA SHA256:x found at …", .routine("Accepted key RSA SHA256:x found at …")),
    ("", .routine("")),
  ])
  func `is told apart`(text: String, line: SSHDLogLine) {
    #expect(SSHDLogLine(text) == line)
  }
}
