import LatchkeyDoor
import Testing

@Suite struct `Metadata addresses` {
  @Test(arguments: [
    ("http://169.254.169.254", "169.254.169.254", 80, ""),
    ("http://127.0.0.1:8169/", "127.0.0.1", 8169, ""),
    ("HTTP://[fd00:ec2::254]", "fd00:ec2::254", 80, ""),
    ("http://[::1]:65535/a/b//", "::1", 65535, "/a/b"),
    ("http://metadata.internal:80", "metadata.internal", 80, ""),
  ])
  func `say host, port and base path`(text: String, host: String, port: UInt16, base: String) throws
  {
    let address = try MetadataAddress(text)
    #expect(address.host == host)
    #expect(address.port == port)
    #expect(address.base == base)
    #expect(try MetadataAddress(address.description) == address)
  }

  @Test(arguments: [
    ("", "not an http address"),
    ("127.0.0.1:80", "not an http address"),
    ("https://127.0.0.1", "plain http"),
    ("http://", "no host"),
    ("http://:80", "no host"),
    ("http://h:0", "not a port"),
    ("http://h:+80", "not a port"),
    ("http://h:65536", "not a port"),
    ("http://fd00::1", "needs brackets"),
    ("http://[fd00::1", "no closing bracket"),
    ("http://[fd00::1]x", "after the bracket"),
    ("http://u@h", "no place"),
    ("http://h/?a=b", "no place"),
    ("http://h/\r\nX: y", "no place"),
    ("http://h/%0a", "no place"),
  ])
  func `that are malformed say why`(text: String, words: String) {
    let error = #expect(throws: DoorError.self) { try MetadataAddress(text) }
    #expect(error?.code == .malformedAddress)
    #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")")
  }
}
