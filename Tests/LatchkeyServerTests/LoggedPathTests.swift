import Testing

@testable import LatchkeyServer

@Suite struct LoggedPathTests {
  @Test(arguments: [
    ("/latest/meta-data/", "/latest/meta-data/"), ("/a?token=b", "/a"), ("/a#b", "/a"),
    ("http://user:pass@host/a/b?c", "/a/b"), ("http://host", ""), ("*", "*"),
    (
      "/latest/meta-data/network/interfaces/macs/06:aa:bb:cc:dd:ee/subnet-ipv4-cidr-block",
      "/latest/meta-data/network/interfaces/macs/06:aa:bb:cc:dd:ee/subnet-ipv4-cidr-block"
    ),
    ("/latest/user-data/\u{1b}[31m", "/latest/user-data/\u{fffd}[31m"),
  ])
  func `the path is shown, and nothing else`(target: String, shown: String) {
    #expect(LoggedPath.of(target) == shown)
  }

  @Test(arguments: [
    "yxDrvx0xuiUAAAGiFWyiZCJaj0NhZl-QGQSsAyWbQFk70_cbnNwwlA==",
    "AAAAC3NzaC1lZDI1NTE5AAAAIMe5Wpu+Rzr9ccyGJSWEmCDQ8wlNOZ+X21DbIbmXMIfj",
    "ssh-ed25519%20AAAAC3NzaC1lZDI1NTE5AAAAIMe5Wpu%2BRzr9ccyGJSWEmCDQ8wlNOZ",
  ])
  func `what may be a token or a key is not`(secret: String) {
    let expected = "/latest/[\(secret.utf8.count) characters]/x"
    #expect(LoggedPath.of("/latest/\(secret)/x") == expected)
    #expect(LoggedPath.of("https://h/latest/\(secret)/x?y") == expected)
  }
}
