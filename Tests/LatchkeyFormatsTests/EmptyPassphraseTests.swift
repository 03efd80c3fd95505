import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

@Suite struct `Keys that are encrypted with the empty passphrase` {
  static let fixtures = KeyFixture.all(in: "empty_passphrase")

  @Test func `are there`() { #expect(Self.fixtures.count == 3) }

  @Test(arguments: fixtures)
  func `open with it`(fixture: KeyFixture) throws {
    let key = try fixture.read().privateKey().decrypt(passphrase: Passphrase(utf8: ""))
    #expect(try key.publicKey == fixture.publicKey())
  }

  @Test(arguments: fixtures)
  func `ask for it, and open with no other`(fixture: KeyFixture) throws {
    let key = try fixture.read().privateKey()
    #expect(throws: FormatError(.passphraseRequired, "")) { _ = try key.decrypt() }
    #expect(throws: FormatError(.wrongPassphrase, "")) {
      _ = try key.decrypt(passphrase: fixture.passphrase)
    }
  }
}
