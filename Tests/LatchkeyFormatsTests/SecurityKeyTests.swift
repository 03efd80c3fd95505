import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

@Suite struct `Keys in a FIDO authenticator` {
  static let names = ["ed25519_sk", "ecdsa_sk"]

  @Test(arguments: names)
  func `are read, and give out no private key, for there is none`(name: String) throws {
    let encoded = try KeyFile.read(Fixture.read("securitykeys/\(name)")).privateKey()
    #expect(encoded.format == .openssh)
    #expect(encoded.encryption == nil)
    #expect(encoded.comment == "fixture key")
    #expect(try encoded.publicKey == publicKey(name))
    let error = try #require(throws: FormatError.self) { _ = try encoded.decrypt() }
    #expect(error.code == .unsupported)
    #expect(error.reason.contains("never leaves the authenticator"))
    #expect(try error.publicKey == publicKey(name))
  }

  @Test(arguments: names)
  func `show their public half while locked, and say what they are once unlocked`(
    name: String
  ) throws {
    let fixture = KeyFixture(path: "securitykeys/\(name)_encrypted")
    let encoded = try fixture.read().privateKey()
    #expect(encoded.encryption?.cipher == "aes256-ctr")
    #expect(try encoded.publicKey == publicKey(name))
    let error = try #require(throws: FormatError.self) {
      _ = try encoded.decrypt(passphrase: fixture.passphrase)
    }
    #expect(error.code == .unsupported)
    let refusal = try #require(throws: FormatError.self) {
      _ = try encoded.decrypt(passphrase: Passphrase(utf8: "another"))
    }
    #expect(refusal.code == .wrongPassphrase)
  }

  @Test(arguments: names)
  func `have public lines that are written as they were read`(name: String) throws {
    let key = try publicKey(name)
    #expect(key.bits == 256)
    #expect(key.algorithm.isSecurityKey)
    #expect(key.algorithm.signatureAlgorithms.isEmpty)
    #expect(
      try key.encoded(as: .authorizedKeys, comment: "fixture key")
        == Fixture.read("securitykeys/\(name).pub"))
    let error = try #require(throws: FormatError.self) { _ = try key.encoded(as: .spki) }
    #expect(error.code == .cannotEncode)
  }

  /// Each is certified by the other, so both kinds of signature are verified.
  @Test(arguments: names)
  func `are certified, and certify`(name: String) throws {
    let other = Self.names.first { $0 != name } ?? ""
    let line = try Fixture.read("securitykeys/\(name)-cert.pub")
    guard case .certificate(let encoded) = try KeyFile.read(line).entries.first else {
      Issue.record("no certificate")
      return
    }
    let certificate = encoded.certificate
    #expect(try certificate.publicKey == publicKey(name))
    #expect(try certificate.authority == publicKey(other))
    #expect(certificate.signatureAlgorithm.keyAlgorithm == certificate.authority.algorithm)
    // The authenticator's flags and counter are signed as well.
    for index in (certificate.blob.count - 5)..<certificate.blob.count {
      var changed = certificate.blob
      changed[index] ^= 1
      let error = try #require(throws: KeyError.self) { _ = try Certificate(blob: changed) }
      #expect(error.code == .badSignature)
    }
  }

  private func publicKey(_ name: String) throws -> PublicKey {
    let entry = try KeyFile.read(Fixture.read("securitykeys/\(name).pub")).entries[0]
    return try #require(entry.publicKey)
  }
}
