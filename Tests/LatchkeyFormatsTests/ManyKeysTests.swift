import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

@Suite struct `Files with several keys` {
  @Test func `give each in its order, with its line`() throws {
    let file = try KeyFile.read(Fixture.read("pem/several_keys"))
    let keys = file.entries.compactMap { entry -> EncodedPrivateKey? in
      if case .privateKey(let key) = entry { key } else { nil }
    }
    #expect(keys.map(\.format) == [.pkcs1, .sec1, .openssh])
    #expect(keys.compactMap(\.publicKey?.algorithm) == [.rsa, .ecdsa(.p256), .ed25519])
    let begins = try Fixture.read("pem/several_keys").split(
      separator: 0x0A, omittingEmptySubsequences: false
    ).enumerated().filter { $1.starts(with: Array("-----BEGIN".utf8)) }.map { $0.offset + 1 }
    #expect(keys.map(\.line) == begins)
    let error = try #require(throws: FormatError.self) { _ = try file.privateKey() }
    #expect(error.code == .unsupported)
  }

  @Test func `name the line of the one that is damaged`() throws {
    let good = try Fixture.read("pem/ecdsa256_sec1")
    let bad = try Fixture.read("malformed/rsa_even_modulus")
    let lines = good.count { $0 == 0x0A }
    let error = try #require(throws: FormatError.self) { _ = try KeyFile.read(good + bad) }
    #expect(error.line == lines + 1)
    #expect(error.description == "line \(lines + 1): the RSA modulus is even")
  }

  @Test func `may have a key pair as ssh-keygen's two files, one after the other`() throws {
    let both = try Fixture.read("openssh/rsa_plain") + Fixture.read("public/rsa.pub")
    let file = try KeyFile.read(both)
    #expect(file.entries.count == 2)
    #expect(
      try file.privateKey().publicKey == KeyFixture(path: "openssh/rsa_plain").publicKey())
  }

  @Test func `give their public keys where they hold nothing else`() throws {
    let keys = try KeyFile.read(Fixture.read("public/authorized_keys")).publicKeys()
    #expect(keys.map(\.line) == [3, 4, 5])
  }

  @Test func `give no public keys where a private one lies in their place`() throws {
    let alone = try KeyFile.read(Fixture.read("openssh/rsa_plain"))
    let error = try #require(throws: FormatError.self) { _ = try alone.publicKeys() }
    #expect(error.code == .privateWherePublic)
    #expect(
      error.description
        == "a private key (ssh-rsa), where the public one is needed: give the .pub file")
    let list = try Fixture.read("public/ed25519.pub") + Fixture.read("pem/rsa_pkcs8_encrypted")
    let second = try #require(throws: FormatError.self) {
      _ = try KeyFile.read(list).publicKeys()
    }
    #expect(
      second.description
        == "line 2: a private key, where the public one is needed: give the .pub file")
    let certificate = try #require(throws: FormatError.self) {
      _ = try KeyFile.read(Fixture.read("certificates/ed25519_by_rsa")).publicKeys()
    }
    #expect(certificate.code == .unsupported)
  }
}
