import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

@Suite struct `PuTTY keys that we write` {
  /// Those that puttygen wrote itself, and not an editor after it.
  static let fixtures = KeyFixture.all(in: "ppk").filter { fixture in
    !["_crlf", "_cr", "_newline"].contains { fixture.path.hasSuffix($0) }
  }

  @Test func `are compared in number`() { #expect(Self.fixtures.count > 30) }

  @Test(arguments: fixtures)
  func `are byte for byte what puttygen writes`(fixture: KeyFixture) throws {
    let file = try Fixture.read(fixture.path)
    let locked = try fixture.read().privateKey()
    let isLatin1 = fixture.path.contains("latin1_passphrase")
    let passphrase =
      isLatin1
      ? Passphrase(SecretBytes(copying: try Fixture.read("passphrase_latin1").dropLast()))
      : fixture.passphrase
    let key = try locked.decrypt(passphrase: passphrase)
    var options = EncodingOptions()
    if let encryption = locked.encryption {
      options.passphrase = passphrase
      if case .argon2(let parameters) = encryption.derivation {
        options.argon2 = parameters
        options.salt = PuTTYSalt.find(in: file)
      }
    }
    let format: PrivateKeyFormat = locked.format == .ppk3 ? .ppk3 : .ppk2
    let written = try key.encoded(as: format, options: options)
    #expect(written.publicBytes() == file)
  }
}
