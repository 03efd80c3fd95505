import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

@Suite struct `Private keys that peers wrote` {
  @Test func `are there in number`() {
    #expect(KeyFixture.privateKeys.count > 220)
  }

  @Test(arguments: KeyFixture.privateKeys)
  func `are the key that the public half says`(fixture: KeyFixture) throws {
    #expect(try fixture.privateKey().publicKey == fixture.publicKey())
  }

  @Test(arguments: KeyFixture.privateKeys)
  func `are found out by their content`(fixture: KeyFixture) throws {
    let key = try fixture.read().privateKey()
    let expected: KeyFormat =
      switch fixture.path {
      case let path where path.hasPrefix("openssh"): .openssh
      case let path where path.contains("_v3_"): .ppk3
      case let path where path.contains("_v2_"): .ppk2
      case let path where path.hasPrefix("sshcom"): .sshcom
      case let path where path.contains("_pkcs1"): .pkcs1
      case let path where path.contains("_pkcs8"): .pkcs8
      case let path where path.contains("_sec1"): .sec1
      default: .dsa
      }
    #expect(key.format == expected)
  }

  @Test(arguments: KeyFixture.privateKeys)
  func `keep their comment`(fixture: KeyFixture) throws {
    let comment = try fixture.privateKey().comment
    let expected: KeyComment =
      switch fixture.path {
      case let path where path.contains("latin1_comment"): KeyComment([0x70, 0xE9, 0x72, 0x65])
      case let path where path.contains("no_comment"): ""
      case let path where path.hasPrefix("pem"): ""
      default: "fixture key"
      }
    #expect(comment == expected)
  }

  static let locked = KeyFixture.privateKeys.filter {
    (try? $0.read().privateKey().encryption) != nil
  }

  @Test func `are locked in number`() { #expect(Self.locked.count > 135) }

  @Test(arguments: locked)
  func `ask for a passphrase and name themselves where they can`(fixture: KeyFixture) throws {
    let key = try fixture.read().privateKey()
    let error = try #require(throws: FormatError.self) { _ = try key.decrypt() }
    #expect(error.code == .passphraseRequired)
    #expect(error.reason.hasPrefix("the private key is encrypted ("))
    let isHidden = fixture.path.hasPrefix("pem") || fixture.path.hasPrefix("sshcom")
    #expect(error.publicKey == (isHidden ? nil : try fixture.publicKey()))
    #expect(key.publicKey == error.publicKey)
  }

  @Test(arguments: locked)
  func `refuse a wrong passphrase`(fixture: KeyFixture) throws {
    let key = try fixture.read().privateKey()
    for wrong in ["incorrect horse", "", "Grüße"] {
      let error = try #require(throws: FormatError.self) {
        _ = try key.decrypt(passphrase: Passphrase(utf8: wrong))
      }
      #expect(error.code == .wrongPassphrase)
      #expect(error.publicKey == key.publicKey)
    }
  }

  /// RFC 4253 §6.6 gives the numbers of a DSA signature 20 bytes each; this key's q has 28.
  @Test func `of DSA sign nothing that SSH has no room for`() throws {
    let key = try KeyFixture(path: "pem/longdsa_traditional").privateKey()
    let error = try #require(throws: KeyError.self) {
      _ = try key.signature(over: [1, 2, 3], algorithm: .dsa)
    }
    #expect(error.code == .unsuitableAlgorithm)
    #expect(error.reason.hasPrefix("a DSA key whose q has 28 bytes"))
  }
}
