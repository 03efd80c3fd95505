import LatchkeyMetadata
import Testing

@testable import LatchkeyMetadata

@Suite struct HostNameTests {
  @Test(arguments: [
    ("web", "web"), ("My Web", "my-web"), ("a.b_c", "a-b-c"), ("-x-", "x"), ("Größe 1", "gre-1"),
    (String(repeating: "a", count: 70), String(repeating: "a", count: 63)), ("…", nil), ("", nil),
  ])
  func `a name becomes a label, or nothing`(name: String, label: String?) {
    #expect(HostName.label(of: name) == label)
  }

  @Test(arguments: [
    ("web.example.com", "web.example.com"), ("Web .Example", "web.example"), ("..", nil),
  ])
  func `a name with dots becomes a label for each part`(name: String, host: String?) {
    #expect(HostName.dotted(name) == host)
  }
}
