import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

@Suite struct `Files of security keys` {
  static let fixtures = KeyFixture.all(in: "sk").filter { !$0.name.hasSuffix(".pub") }

  @Test func `are there`() { #expect(Self.fixtures.count == 4) }

  /// What `ssh-keygen -y` says of the file.
  private func publicKey(_ fixture: KeyFixture) throws -> PublicKey {
    let file = try KeyFile.read(Fixture.read("sk/\(fixture.keyName).pub"))
    guard case .publicKey(let key) = file.entries.first else {
      throw FormatError(.unknownFormat, "no public key")
    }
    return key.publicKey
  }

  @Test(arguments: fixtures)
  func `name the key, locked or not`(fixture: KeyFixture) throws {
    let key = try fixture.read().privateKey()
    #expect(try key.publicKey == publicKey(fixture))
    #expect(key.publicKey?.algorithm.isSecurityKey == true)
    #expect((key.encryption != nil) == fixture.name.hasSuffix("encrypted"))
  }

  @Test(arguments: fixtures)
  func `give no private key away, because none is in them`(fixture: KeyFixture) throws {
    let key = try fixture.read().privateKey()
    let error = try #require(throws: FormatError.self) {
      _ = try key.decrypt(passphrase: fixture.passphrase)
    }
    #expect(error.code == .unsupported)
    let name = try publicKey(fixture).algorithm.name
    #expect(
      error.reason == """
        a security key (\(name)): the file holds a handle, and the private key never leaves the \
        authenticator
        """)
    #expect(try error.publicKey == publicKey(fixture))
  }

  @Test(arguments: fixtures.filter { $0.name.hasSuffix("encrypted") })
  func `refuse a wrong passphrase`(fixture: KeyFixture) throws {
    let key = try fixture.read().privateKey()
    let error = try #require(throws: FormatError.self) {
      _ = try key.decrypt(passphrase: Passphrase(utf8: "incorrect horse"))
    }
    #expect(error.code == .wrongPassphrase)
  }
}
