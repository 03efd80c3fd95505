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
        options.salt = salt(file)
      }
    }
    let format: PrivateKeyFormat = locked.format == .ppk3 ? .ppk3 : .ppk2
    let written = try key.encoded(as: format, options: options)
    #expect(written.publicBytes() == file)
  }

  private func salt(_ file: [UInt8]) -> [UInt8]? {
    let lines = file.split(separator: 0x0A)
    let name = Array("Argon2-Salt: ".utf8)
    guard let line = lines.first(where: { $0.starts(with: name) }) else { return nil }
    let digits = Array(String(decoding: line.dropFirst(name.count), as: UTF8.self))
    return stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
  }
}
