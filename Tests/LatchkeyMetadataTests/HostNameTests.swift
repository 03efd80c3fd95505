import LatchkeyMetadata
import Testing

@testable import LatchkeyMetadata

@Suite struct HostNameTests {
  @Test(arguments: [
    ("web", "web"), ("My Web", "my-web"), ("a.b_c", "a-b-c"), ("-x-", "x"), ("Größe 1", "gre-1"),
    (String(repeating: "a", count: 70), String(repeating: "a", count: 63)), ("…", nil), ("", nil),
    ("1a", "1a"), ("12", "12"), (String(repeating: "…", count: 70) + "a", "a"),
    (String(repeating: "a", count: 62) + "-b", String(repeating: "a", count: 62)),
  ])
  func `a name becomes a label, or nothing`(name: String, label: String?) {
    #expect(HostName.label(of: name) == label)
  }

  @Test(arguments: [
    ("web-1", "web-1"), ("1a", "a"), ("-1-a", "a"), ("12", nil), ("Größe 1", "gre-1"),
    (String(repeating: "1", count: 70) + "a", "a"),
  ])
  func `one that has to begin with a letter does`(name: String, label: String?) {
    #expect(HostName.label(of: name, beginsWithLetter: true) == label)
  }

  @Test func `an instance whose name leaves nothing is named after its address`() throws {
    let nameless = try Instance.launch(LaunchTemplate(name: "…"))
    let named = try Instance.launch(LaunchTemplate(name: "1st.Web"))
    let digits = try Instance.launch(LaunchTemplate(name: "1.2"))
    let address = nameless.network.privateName
    #expect(address.first?.isLetter == true)
    for name in [nameless.hostName, nameless.hostLabel, nameless.letteredHostLabel] {
      #expect(name == address)
    }
    #expect(
      [named.hostName, named.hostLabel, named.letteredHostLabel] == [
        "1st.web", "1st-web", "st-web",
      ])
    #expect(digits.hostLabel == "1-2" && digits.letteredHostLabel == digits.network.privateName)
  }

  @Test(arguments: [
    ("web.example.com", "web.example.com"), ("Web .Example", "web.example"), ("..", nil),
  ])
  func `a name with dots becomes a label for each part`(name: String, host: String?) {
    #expect(HostName.dotted(name) == host)
  }
}
