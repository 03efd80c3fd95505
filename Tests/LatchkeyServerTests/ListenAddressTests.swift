import LatchkeyServer
import Testing

@Suite struct ListenAddressTests {
  @Test(arguments: [
    ("127.0.0.1:0", "127.0.0.1:0", true), (":8080", "127.0.0.1:8080", true),
    ("127.31.4.5:80", "127.31.4.5:80", true), ("[::1]:80", "[::1]:80", true),
    ("0.0.0.0:80", "0.0.0.0:80", false), ("[::]:80", "[::]:80", false),
    ("169.254.169.254:80", "169.254.169.254:80", false),
    ("10.1.2.3:65535", "10.1.2.3:65535", false),
  ])
  func `an address and a port are read`(text: String, written: String, isLoopback: Bool) throws {
    let address = try ListenAddress(text)
    #expect(address.description == written)
    #expect(address.isLoopback == isLoopback)
  }

  @Test(arguments: [
    "", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:+80",
    "localhost:80", "127.evil.example:80", "::1:80", "[127.0.0.1]:80", "127.1:80", "[::1]",
    "300.0.0.1:80",
  ])
  func `anything else is not`(text: String) {
    #expect(throws: ServerError(.invalidAddress, "")) { try ListenAddress(text) }
  }
}
