import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

/// What OpenSSL and PuTTY take for the end of the base64: a line that begins with a hyphen.
@Suite struct `A remark inside a PEM block` {
  @Test func `is passed over after a whole key`() throws {
    let key = try KeyFile.read(Fixture.read("pem/rsa_pkcs1_remark_after_hyphen")).privateKey()
    let plain = try KeyFile.read(Fixture.read("pem/rsa_pkcs1")).privateKey()
    #expect(key.publicKey == plain.publicKey)
  }

  @Test(arguments: 1...10)
  func `hides no line that is missing`(_ missing: Int) throws {
    let lines = try Fixture.read("pem/rsa_pkcs1").split(separator: 0x0A)
    let file =
      lines.dropLast(1 + missing) + [Array("- a remark".utf8)[...]] + lines.suffix(1)
    let error = try #require(throws: FormatError.self) {
      _ = try KeyFile.read(Array(file.joined(separator: [0x0A])))
    }
    #expect([.damaged, .truncated].contains(error.code))
  }
}
