internal import LatchkeyCrypto

/// The encryption that OpenSSL put around PKCS#1, SEC1 and DSA keys, and OpenSSH before 2014:
///
///     Proc-Type: 4,ENCRYPTED
///     DEK-Info: AES-128-CBC,<IV in hexadecimal>
///
/// The key is OpenSSL's EVP_BytesToKey with MD5, one round, and the first eight bytes of the IV for
/// salt: D₁ = MD5(passphrase | salt), Dₙ = MD5(Dₙ₋₁ | passphrase | salt). It is read, never written.
struct TraditionalEncryption: Sendable {
  private let name: String
  private let cipher: SymmetricCipher
  private let iv: [UInt8]

  private static let ciphers: [String: SymmetricCipher] = [
    "AES-128-CBC": .aes128CBC, "AES-192-CBC": .aes192CBC, "AES-256-CBC": .aes256CBC,
    "AES-128-CFB": .aes128CFB, "AES-192-CFB": .aes192CFB, "AES-256-CFB": .aes256CFB,
    "DES-EDE3-CBC": .tripleDESCBC, "DES-EDE3-CFB": .tripleDESCFB,
    "DES-CBC": .desCBC, "DES-CFB": .desCFB, "BF-CBC": .blowfishCBC, "CAST5-CBC": .cast5CBC,
    "SEED-CBC": .seedCBC, "RC2-CBC": .rc2CBC, "RC2-64-CBC": .rc2With64BitsCBC,
    "RC2-40-CBC": .rc2With40BitsCBC, "CAMELLIA-128-CBC": .camellia128CBC,
    "CAMELLIA-192-CBC": .camellia192CBC, "CAMELLIA-256-CBC": .camellia256CBC,
    "ARIA-128-CBC": .aria128CBC, "ARIA-192-CBC": .aria192CBC, "ARIA-256-CBC": .aria256CBC,
  ]

  /// Reads the block's headers; `nil` where they say nothing of encryption.
  init?(_ block: PEMBlock) throws(FormatError) {
    let isEncrypted = block.header("Proc-Type").map {
      String(decoding: $0, as: UTF8.self).hasSuffix("ENCRYPTED")
    }
    guard let info = block.header("DEK-Info") else {
      guard isEncrypted != true else {
        throw FormatError(
          .damaged, "\"Proc-Type\" says encrypted, but there is no \"DEK-Info\" to say how")
      }
      return nil
    }
    let parts = info.split(separator: ASCII.comma, omittingEmptySubsequences: false)
    name = String(decoding: parts[0], as: UTF8.self)
    guard let cipher = Self.ciphers[name.uppercased()] else {
      throw FormatError(.unsupported, "\"DEK-Info\" names an unknown cipher, \(Shown.name(name))")
    }
    guard parts.count == 2, let iv = ASCII.bytes(hex: parts[1]), iv.count == cipher.ivLength else {
      throw FormatError(
        .damaged, "\"DEK-Info\" has no IV of \(cipher.ivLength) bytes in hexadecimal")
    }
    self.cipher = cipher
    self.iv = iv
  }

  /// What to tell about it.
  var encryption: KeyEncryption { KeyEncryption(cipher: name, derivation: .md5) }

  /// The content; `nil` where its padding shows that the passphrase is wrong.
  func decrypt(
    _ data: borrowing SecretBytes, _ passphrase: Passphrase
  ) throws(FormatError) -> SecretBytes? {
    guard data.count.isMultiple(of: cipher.blockSize) else {
      throw FormatError(
        .damaged, "the encrypted content of \(data.count) bytes is no whole blocks of \(name)")
    }
    do {
      let plain = try cipher.decrypt(
        data, key: try deriveKey(passphrase), iv: SecretBytes(copying: iv))
      guard cipher.blockSize > 1 else { return plain }
      return BlockPadding.removed(from: plain, blockSize: cipher.blockSize)
    } catch {
      throw FormatError(error, while: name)
    }
  }

  private func deriveKey(_ passphrase: Passphrase) throws(CryptoError) -> SecretBytes {
    let length = cipher.keyLength
    let salt = Array(iv.prefix(8))
    var key = SecretAssembly()
    var last = SecretBytes(copying: [])
    while key.count < length {
      var hasher = try Digest.Hasher(.md5)
      try hasher.update(last)
      try hasher.update(passphrase.bytes)
      try hasher.update(salt)
      last = try hasher.finish()
      key.append(last.copy())
    }
    return key.finish().slice(0..<length)
  }
}
