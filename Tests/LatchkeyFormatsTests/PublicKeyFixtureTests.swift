import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

@Suite struct `Public keys that peers wrote` {
  static let fixtures = KeyFixture.all(in: "public")

  @Test func `are there in number`() { #expect(Self.fixtures.count > 31) }

  @Test(arguments: fixtures)
  func `are the key that their name says, in the format they are in`(fixture: KeyFixture) throws {
    let file = try fixture.read()
    #expect(file.entries.count == 1)
    guard case .publicKey(let key) = file.entries.first else {
      Issue.record("no public key")
      return
    }
    #expect(try key.publicKey == fixture.publicKey())
    let expected: KeyFormat =
      switch fixture.name {
      case let name where name.contains("rfc4716"): .rfc4716
      case let name where name.contains("ppk2"): .ppk2
      case let name where name.contains("ppk3"): .ppk3
      case let name where name.contains("spki"): .spki
      case let name where name.contains("pkcs1"): .pkcs1Public
      default: .authorizedKeys
      }
    #expect(key.format == expected)
    let comment: String? =
      switch fixture.name {
      case let name where name.hasSuffix("_ssh-keygen"): nil
      case let name where name.contains("spki") || name.contains("pkcs1"): ""
      default: "fixture key"
      }
    if let comment { #expect(key.comment == KeyComment(comment)) }
  }

  @Test(arguments: fixtures + [KeyFixture(path: "pem/rsa_pkcs1_byte_order_mark")])
  func `are warned of where a byte order mark hides them from OpenSSH and PuTTY`(
    fixture: KeyFixture
  ) throws {
    let file = try fixture.read()
    let isMarked = fixture.name.hasSuffix("_byte_order_mark")
    #expect(file.hasByteOrderMark == isMarked)
    #expect(
      file.warnings
        == (isMarked
          ? [
            "a byte order mark stands before this key, so that ssh, sshd and PuTTY do not see it: save "
              + "the file without one"
          ] : []))
  }

  @Test func `are not hidden by a byte order mark before a comment`() throws {
    let list = try Fixture.read("public/authorized_keys")
    let file = try KeyFile.read([0xEF, 0xBB, 0xBF] + list)
    #expect(file.hasByteOrderMark && file.warnings == [])
    #expect(try file.publicKeys().map(\.line) == [3, 4, 5])
  }

  @Test(arguments: fixtures.filter { !$0.path.contains("spki") })
  func `are no private keys`(fixture: KeyFixture) throws {
    let error = try #require(throws: FormatError.self) { _ = try fixture.read().privateKey() }
    #expect(error.code == .publicWherePrivate)
    #expect(try error.publicKey == fixture.publicKey())
  }

  @Test func `come with their options and lines from authorized_keys`() throws {
    let keys = try publicKeys("public/authorized_keys")
    #expect(keys.map(\.line) == [3, 4, 5])
    #expect(keys.map(\.publicKey.algorithm) == [.ed25519, .rsa, .ecdsa(.p256)])
    #expect(keys.map(\.comment) == ["fixture key", "fixture key", ""])
    #expect(
      keys.map(\.options) == [
        [],
        [
          #"from="10.0.0.0/8,192.168.1.*""#, #"command="echo \"hello, you\" there""#, "no-pty",
        ],
        ["cert-authority"],
      ])
  }

  @Test func `come with their hosts and marker from known_hosts`() throws {
    let keys = try publicKeys("public/known_hosts")
    #expect(
      keys.map(\.options) == [
        ["example.org", "10.1.2.3"], ["@revoked", "*.example.org"],
        ["|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg="],
      ])
  }

  @Test(arguments: ["ed25519", "rsa", "ecdsa521", "dsa"])
  func `are written as ssh-keygen, puttygen and openssl write them`(name: String) throws {
    let key = try KeyFixture(path: "public/\(name).pub").publicKey()
    #expect(
      try key.encoded(as: .authorizedKeys, comment: "fixture key")
        == Fixture.read("public/\(name).pub"))
    #expect(try key.encoded(as: .spki) == Fixture.read("public/\(name)_spki"))
    if name == "rsa" {
      #expect(try key.encoded(as: .pkcs1Public) == Fixture.read("public/rsa_pkcs1"))
    }
  }

  @Test func `never let a comment begin a line of its own`() throws {
    let key = try KeyFixture(path: "public/ed25519.pub").publicKey()
    for format in [PublicKeyFormat.authorizedKeys, .rfc4716] {
      for comment in ["me\nssh-rsa AAAA", "me\rssh-rsa AAAA"] {
        let error = try #require(throws: FormatError.self) {
          _ = try key.encoded(as: format, comment: KeyComment(comment))
        }
        #expect(error.code == .cannotEncode)
      }
    }
  }

  private func publicKeys(_ path: String) throws -> [EncodedPublicKey] {
    try KeyFile.read(Fixture.read(path)).entries.compactMap {
      if case .publicKey(let key) = $0 { key } else { nil }
    }
  }
}
