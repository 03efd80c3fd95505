import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import Testing

@Suite struct `Private keys that we write` {
  @Test(arguments: Encoding.all.filter(\.isEncrypted))
  func `refuse a wrong passphrase`(encoding: Encoding) throws {
    let file = try encoding.key().encoded(as: encoding.format, options: encoding.options)
    let locked = try KeyFile.read(file).privateKey()
    let error = try #require(throws: FormatError.self) {
      _ = try locked.decrypt(passphrase: Passphrase(utf8: "pass phrases"))
    }
    #expect(error.code == .wrongPassphrase)
  }

  @Test func `say what they cost to unlock, and cost what a careful peer's cost`() throws {
    let key = try KeyFixture(path: "openssh/ed25519_plain").privateKey()
    let options = EncodingOptions(passphrase: Passphrase(utf8: "pass phrase"))
    let expected: [(PrivateKeyFormat, String)] = [
      (.openssh, "aes256-ctr under bcrypt, 24 rounds"),
      (.pkcs8, "AES-256-CBC under pbkdf2-hmac-sha256, 600000 iterations"),
      (.ppk3, "aes256-cbc under argon2id, 8192 KiB, 21 passes"),
      (.ppk2, "aes256-cbc under sha1"),
    ]
    for (format, description) in expected {
      let file = try KeyFile.read(key.encoded(as: format, options: options))
      #expect(try file.privateKey().encryption?.description == description)
    }
  }

  @Test(arguments: ["pkcs1", "sec1"])
  func `are refused where only a weak encryption could lock them`(name: String) throws {
    let format = try #require(PrivateKeyFormat(rawValue: name))
    let kind = name == "pkcs1" ? "rsa" : "ecdsa256"
    let key = try KeyFixture(path: "openssh/\(kind)_plain").privateKey()
    let error = try #require(throws: FormatError.self) {
      _ = try key.encoded(
        as: format, options: EncodingOptions(passphrase: Passphrase(utf8: "pass phrase")))
    }
    #expect(error.code == .cannotEncode)
    #expect(
      error.reason
        == "\(name) is not written encrypted: its encryption derives the key with one round of MD5 (use pkcs8 or openssh)"
    )
  }

  @Test func `are refused where the format holds other keys`() throws {
    let key = try KeyFixture(path: "openssh/ed25519_plain").privateKey()
    for (format, holds) in [(PrivateKeyFormat.pkcs1, "RSA"), (.sec1, "ECDSA")] {
      let error = try #require(throws: FormatError.self) { _ = try key.encoded(as: format) }
      #expect(error.code == .cannotEncode)
      #expect(
        error.reason
          == "\(format.rawValue) holds \(holds) keys alone, and this is a ssh-ed25519 key (use pkcs8 or openssh)"
      )
    }
  }

  @Test(arguments: [PrivateKeyFormat.ppk2, .ppk3])
  func `never let a comment write a header`(format: PrivateKeyFormat) throws {
    var key = try KeyFixture(path: "openssh/ed25519_plain").privateKey()
    key.comment = "me\nPublic-Lines: 0"
    let error = try #require(throws: FormatError.self) { _ = try key.encoded(as: format) }
    #expect(error.code == .cannotEncode)
  }

  @Test func `are refused at a cost that no reader would pay`() throws {
    let key = try KeyFixture(path: "openssh/ed25519_plain").privateKey()
    var options = EncodingOptions(passphrase: Passphrase(utf8: "pass phrase"))
    options.bcryptRounds = FormatLimits.bcryptRounds + 1
    options.pbkdf2Iterations = FormatLimits.pbkdf2Iterations + 1
    options.argon2.passes = FormatLimits.argon2Passes + 1
    for format in [PrivateKeyFormat.openssh, .pkcs8, .ppk3] {
      let error = try #require(throws: FormatError.self) {
        _ = try key.encoded(as: format, options: options)
      }
      #expect(error.code == .boundExceeded)
    }
  }
}
