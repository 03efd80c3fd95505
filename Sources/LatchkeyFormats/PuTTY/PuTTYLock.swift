internal import LatchkeyCrypto

/// How a passphrase opens a PuTTY key file: it gives a key and an IV for AES-256-CBC, and a key for
/// the MAC (PuTTY's manual, appendix on the PPK format).
enum PuTTYLock: Sendable {
  /// Version 2: SHA-1.
  case sha1
  /// Version 3: Argon2 gives 80 bytes.
  case argon2(Argon2Parameters, salt: [UInt8])

  static let cipherName = "aes256-cbc"

  /// What is derived from a passphrase.
  struct Keys: ~Copyable {
    let cipher: SecretBytes
    let iv: SecretBytes
    let mac: SecretBytes
  }

  /// What to tell about it.
  var encryption: KeyEncryption {
    switch self {
    case .sha1: KeyEncryption(cipher: Self.cipherName, derivation: .sha1)
    case .argon2(let parameters, _):
      KeyEncryption(cipher: Self.cipherName, derivation: .argon2(parameters))
    }
  }

  /// The keys for a passphrase.
  func keys(_ passphrase: Passphrase) throws(CryptoError) -> Keys {
    switch self {
    case .sha1:
      // SHA-1(0 | passphrase), SHA-1(1 | passphrase), of which the first 32 bytes; the IV is zero.
      var sequence = SecretAssembly(try Self.sha1(after: [0, 0, 0, 0], passphrase))
      sequence.append(try Self.sha1(after: [0, 0, 0, 1], passphrase))
      return Keys(
        cipher: sequence.finish().slice(0..<32), iv: SecretBytes(count: 16) { _ in },
        mac: try Self.sha1MACKey(passphrase))
    case .argon2(let parameters, let salt):
      let bytes = try Argon2.deriveKey(
        parameters.flavour.primitive, passphrase: passphrase.bytes, salt: salt,
        memory: UInt32(parameters.memory), passes: UInt32(parameters.passes),
        parallelism: UInt32(parameters.parallelism), length: 80)
      return Keys(
        cipher: bytes.slice(0..<32), iv: bytes.slice(32..<48), mac: bytes.slice(48..<80))
    }
  }

  /// The MAC's key of a file that is not encrypted.
  static func plainMACKey(_ version: PuTTYVersion) throws(CryptoError) -> SecretBytes {
    switch version {
    case .two: try sha1MACKey(nil)
    case .three: SecretBytes(copying: [])
    }
  }

  private static func sha1MACKey(_ passphrase: Passphrase?) throws(CryptoError) -> SecretBytes {
    try sha1(after: Array("putty-private-key-file-mac-key".utf8), passphrase)
  }

  private static func sha1(
    after prefix: [UInt8], _ passphrase: Passphrase?
  ) throws(CryptoError) -> SecretBytes {
    var hasher = try Digest.Hasher(.sha1)
    try hasher.update(prefix)
    if let passphrase { try hasher.update(passphrase.bytes) }
    return try hasher.finish()
  }
}
