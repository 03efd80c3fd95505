import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import Testing

/// A key in a format, with or without a passphrase.
struct Encoding: CustomTestStringConvertible, Sendable {
  let kind: String
  let format: PrivateKeyFormat
  let isEncrypted: Bool

  var testDescription: String { "\(kind) as \(format.rawValue)\(isEncrypted ? ", encrypted" : "")" }

  /// Every pair that a format can hold.
  static let all: [Encoding] = [
    "ed25519", "rsa", "ecdsa256", "ecdsa384", "ecdsa521", "dsa", "ed448",
  ]
  .flatMap { kind in
    PrivateKeyFormat.allCases.flatMap { format in
      [false, true].compactMap { isEncrypted in
        switch format {
        case .pkcs1 where kind != "rsa" || isEncrypted: nil
        case .sec1 where !kind.hasPrefix("ecdsa") || isEncrypted: nil
        default: Encoding(kind: kind, format: format, isEncrypted: isEncrypted)
        }
      }
    }
  }

  /// What the file should be taken for.
  var expectedFormat: KeyFormat {
    switch format {
    case .openssh: .openssh
    case .pkcs1: .pkcs1
    case .sec1: .sec1
    case .pkcs8: .pkcs8
    case .ppk2: .ppk2
    case .ppk3: .ppk3
    case .pem where isEncrypted: .openssh
    case .pem where kind == "rsa": .pkcs1
    case .pem where kind.hasPrefix("ecdsa"): .sec1
    case .pem: .openssh
    }
  }

  var keepsComment: Bool { [.openssh, .ppk2, .ppk3].contains(expectedFormat) }

  func key() throws -> PrivateKey {
    let folder = kind == "ed448" ? "puttygen" : "plain"
    return try KeyFixture(path: "openssh/\(kind)_\(folder)").privateKey()
  }

  var options: EncodingOptions {
    // Cheap derivations: what they cost changes nothing in the files' form.
    EncodingOptions(
      passphrase: isEncrypted ? Passphrase(utf8: "pass phrase") : nil, bcryptRounds: 2,
      argon2: Argon2Parameters(memory: 64, passes: 1), pbkdf2Iterations: 1000)
  }
}

@Suite struct `Private keys that we write` {
  @Test(arguments: Encoding.all)
  func `are read back with key and comment`(encoding: Encoding) throws {
    var key = try encoding.key()
    // Latin-1, and a blank at the end.
    key.comment = KeyComment([0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72, 0x20])
    let read = try KeyFile.read(key.encoded(as: encoding.format, options: encoding.options))
      .privateKey()
    #expect(read.format == encoding.expectedFormat)
    #expect((read.encryption != nil) == encoding.isEncrypted)
    let back = try read.decrypt(passphrase: Passphrase(utf8: "pass phrase"))
    #expect(back.publicKey == key.publicKey)
    #expect(back.comment == (encoding.keepsComment ? key.comment : ""))
    // The private half: a signature of the one is good under the other.
    if key.publicKey.algorithm == .ed25519 {
      let data = Array("to be signed".utf8)
      let signature = try back.signature(over: data, algorithm: .ed25519)
      #expect(key.publicKey.verify(signature, of: data))
    }
  }

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
