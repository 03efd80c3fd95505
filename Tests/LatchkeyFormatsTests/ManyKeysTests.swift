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

  @Test func `warn of what is lawful but weak`() throws {
    func warnings(_ path: String) throws -> [String] {
      try KeyFixture(path: path).read().privateKey().warnings
    }
    #expect(try warnings("openssh/ed25519_plain") == [])
    #expect(try warnings("openssh/ed25519_encrypted") == [])
    #expect(try warnings("pem/shortrsa_pkcs1").count == 1)
    #expect(
      try warnings("openssh/dsa_plain") == ["DSA keys are refused by OpenSSH since 7.0"])
    #expect(
      try warnings("openssh/rsa_one_round") == ["1 rounds of bcrypt are few: ssh-keygen writes 24"])
    #expect(try warnings("pem/rsa_pkcs1_aes-128-cbc").count == 1)
    #expect(try warnings("ppk/rsa_v2_encrypted").count == 1)
  }
}
