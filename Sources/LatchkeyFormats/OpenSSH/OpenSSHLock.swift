internal import LatchkeyCrypto
internal import LatchkeyKeys

/// How the private section of an openssh-key-v1 is encrypted: a cipher, and bcrypt for its key.
struct OpenSSHLock: Sendable {
  let cipher: OpenSSHCipher
  let salt: [UInt8]
  let rounds: Int

  init(cipher: OpenSSHCipher, salt: [UInt8], rounds: Int) throws(FormatError) {
    guard (1...FormatLimits.bcryptRounds).contains(rounds) else {
      throw FormatError(
        .boundExceeded,
        "bcrypt with \(rounds) rounds: 1 to \(FormatLimits.bcryptRounds) are allowed")
    }
    guard (1...FormatLimits.saltLength).contains(salt.count) else {
      throw FormatError(
        .boundExceeded,
        "a salt of \(salt.count) bytes: 1 to \(FormatLimits.saltLength) are allowed")
    }
    self.cipher = cipher
    self.salt = salt
    self.rounds = rounds
  }

  /// Reads an envelope's names and options; `nil` for a key that is not encrypted.
  init?(_ envelope: OpenSSHEnvelope) throws(FormatError) {
    let isPlain = envelope.cipher == "none"
    guard isPlain == (envelope.derivation == "none") else {
      throw FormatError(
        .damaged,
        """
        openssh-key-v1: cipher \(Shown.name(envelope.cipher)) does not go with key \
        derivation \(Shown.name(envelope.derivation))
        """)
    }
    if isPlain {
      guard envelope.options.isEmpty else {
        throw FormatError(.damaged, "openssh-key-v1: options for no key derivation")
      }
      return nil
    }
    guard let cipher = OpenSSHCipher(rawValue: envelope.cipher) else {
      throw FormatError(
        .unsupported,
        "openssh-key-v1: encrypted with an unknown cipher, \(Shown.name(envelope.cipher))")
    }
    guard envelope.derivation == "bcrypt" else {
      throw FormatError(
        .unsupported,
        "openssh-key-v1: an unknown key derivation, \(Shown.name(envelope.derivation)); bcrypt is known"
      )
    }
    let (salt, rounds) = try Self.options(envelope.options)
    try self.init(cipher: cipher, salt: salt, rounds: rounds)
  }

  /// What to tell about it.
  var encryption: KeyEncryption {
    KeyEncryption(cipher: cipher.rawValue, derivation: .bcrypt(rounds: rounds))
  }

  /// The KDF options of the envelope.
  var options: [UInt8] {
    var writer = SSHWriter()
    writer.append(string: salt)
    writer.append(uint32: UInt32(rounds))
    return writer.finishPublic()
  }

  /// The cipher's key and IV, one after the other.
  func deriveKey(_ passphrase: Passphrase) throws(CryptoError) -> SecretBytes {
    try BcryptPBKDF.deriveKey(
      passphrase: passphrase.bytes, salt: salt, rounds: rounds,
      length: cipher.keyLength + cipher.ivLength)
  }

  private static func options(_ bytes: [UInt8]) throws(FormatError) -> (salt: [UInt8], Int) {
    var reader = SSHReader(public: bytes)
    do {
      let salt = try reader.readPublicString()
      let rounds = try reader.readUInt32()
      try reader.expectEnd()
      return (salt, Int(rounds))
    } catch {
      throw FormatError(error, in: "openssh-key-v1: key derivation options")
    }
  }
}
