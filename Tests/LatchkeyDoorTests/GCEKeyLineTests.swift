import Foundation
import Testing

@testable import LatchkeyDoor

/// The lines of GCE's `ssh-keys`, as Google's guest agent reads them.
@Suite struct GCEKeyLineTests {
  /// Monday, 23 November 2026, 09:20:07 UTC.
  private let now = Date(timeIntervalSince1970: 1_795_425_607)

  private func key(_ line: String, for user: String? = nil) -> MetadataKey? {
    GCEKeys.key(ofLine: line[...], for: user, at: now)
  }

  @Test func `a line is a user, a key and a name`() {
    #expect(
      key("alice:ssh-rsa AAAA my laptop")
        == MetadataKey(name: "my laptop", text: "ssh-rsa AAAA my laptop"))
    #expect(key("alice:ssh-rsa AAAA")?.name == "alice")
    #expect(key("alice:ssh-rsa AAAA", for: "bob") == nil)
    #expect(key("alice:ssh-rsa AAAA", for: "alice") != nil)
  }

  @Test(arguments: ["", "ssh-rsa AAAA name", ":ssh-rsa AAAA", "alice:", "al ice:ssh-rsa AAAA"])
  func `what is no such line is passed over`(line: String) {
    #expect(key(line) == nil)
  }

  @Test(arguments: [
    ("2026-11-23T09:20:08+0000", true), ("2026-11-23T10:20:08+0100", true),
    ("2026-11-23T09:20:08Z", true), ("2026-11-23T09:20:07+0000", false),
    ("2026-11-23T10:20:07+0100", false), ("2020-01-01T00:00:00+0000", false),
    ("tomorrow", false), ("", false),
  ])
  func `a key is let in until its time is over`(expiry: String, isLetIn: Bool) {
    let line = #"alice:ssh-rsa AAAA google-ssh {"userName":"a@x.test","expireOn":"\#(expiry)"}"#
    #expect((key(line)?.name == "a@x.test") == isLetIn)
  }

  @Test(arguments: ["", " {", " {}", " comment", #" {"expireOn":"2099-01-01T00:00:00+0000"}"#])
  func `a key that is to expire and does not say when is not let in`(rest: String) {
    #expect(key("alice:ssh-rsa AAAA google-ssh" + rest) == nil)
  }
}
