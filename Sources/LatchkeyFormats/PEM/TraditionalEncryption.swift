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
  private let salt: [UInt8]

  private static let ciphers: [String: SymmetricCipher] = [
    "AES-128-CBC": .aes128CBC, "AES-192-CBC": .aes192CBC, "AES-256-CBC": .aes256CBC,
    "AES-128-CFB": .aes128CFB, "AES-192-CFB": .aes192CFB, "AES-256-CFB": .aes256CFB,
    "AES-128-CFB8": .aes128CFB8, "AES-192-CFB8": .aes192CFB8, "AES-256-CFB8": .aes256CFB8,
    "AES-128-OFB": .aes128OFB, "AES-192-OFB": .aes192OFB, "AES-256-OFB": .aes256OFB,
    "AES-128-CTR": .aes128CTR, "AES-192-CTR": .aes192CTR, "AES-256-CTR": .aes256CTR,
    "AES-128-ECB": .aes128ECB, "AES-192-ECB": .aes192ECB, "AES-256-ECB": .aes256ECB,
    "DES-EDE3-CBC": .tripleDESCBC, "DES-EDE3-CFB": .tripleDESCFB, "DES-EDE3-OFB": .tripleDESOFB,
    "DES-EDE3": .tripleDESECB, "DES-EDE3-ECB": .tripleDESECB, "DES-EDE-CBC": .twoKeyTripleDESCBC,
    "DES-EDE-CFB": .twoKeyTripleDESCFB, "DES-EDE-OFB": .twoKeyTripleDESOFB,
    "DES-EDE": .twoKeyTripleDESECB, "DES-EDE-ECB": .twoKeyTripleDESECB, "DES-CBC": .desCBC,
    "DES-CFB": .desCFB, "DES-OFB": .desOFB, "DES-ECB": .desECB, "BF-CBC": .blowfishCBC,
    "BF-CFB": .blowfishCFB, "BF-OFB": .blowfishOFB, "BF-ECB": .blowfishECB,
    "CAST5-CBC": .cast5CBC, "SEED-CBC": .seedCBC, "RC2-CBC": .rc2CBC, "RC2-CFB": .rc2CFB,
    "RC2-OFB": .rc2OFB, "RC2-ECB": .rc2ECB, "RC2-64-CBC": .rc2With64BitsCBC,
    "RC2-40-CBC": .rc2With40BitsCBC, "CAMELLIA-128-CBC": .camellia128CBC,
    "CAMELLIA-192-CBC": .camellia192CBC, "CAMELLIA-256-CBC": .camellia256CBC,
    "ARIA-128-CBC": .aria128CBC, "ARIA-192-CBC": .aria192CBC, "ARIA-256-CBC": .aria256CBC,
  ]

  /// OpenSSL before 1.1, and PyCryptodome to this day, write GCM and leave the tag out. What is left
  /// is counter mode: the counter stands at 1 for the tag and at 2 for the first block (NIST
  /// SP 800-38D §7.1).
  private static let counterCiphers: [String: SymmetricCipher] = [
    "ID-AES128-GCM": .aes128CTR, "ID-AES192-GCM": .aes192CTR, "ID-AES256-GCM": .aes256CTR,
  ]
  private static let firstCounter: [UInt8] = [0, 0, 0, 2]

  /// Reads the block's headers; `nil` where they say nothing of encryption.
  init?(_ block: PEMBlock) throws(FormatError) {
    let type = block.header("Proc-Type").map { String(decoding: $0, as: UTF8.self) }
    guard let info = block.header("DEK-Info") else {
      guard type?.contains("ENCRYPTED") != true else {
        throw FormatError(
          .damaged, "\"Proc-Type\" says encrypted, but there is no \"DEK-Info\" to say how")
      }
      return nil
    }
    guard type == nil || type?.filter({ $0 != " " }) == "4,ENCRYPTED" else {
      throw FormatError(.damaged, "\"DEK-Info\", but \"Proc-Type\" is not \"4,ENCRYPTED\"")
    }
    let parts = info.split(separator: ASCII.comma, omittingEmptySubsequences: false)
    name = String(decoding: parts[0], as: UTF8.self)
    let counterCipher = Self.counterCiphers[name.uppercased()]
    guard let cipher = counterCipher ?? Self.ciphers[name.uppercased()] else {
      throw FormatError(.unsupported, "\"DEK-Info\" names an unknown cipher, \(Shown.name(name))")
    }
    let counter = counterCipher == nil ? [] : Self.firstCounter
    // ECB takes no IV, but OpenSSL before 1.0 wrote a block of salt in its place.
    let ivLength = (cipher.ivLength == 0 ? cipher.blockSize : cipher.ivLength) - counter.count
    guard parts.count == 2, let iv = ASCII.bytes(hex: parts[1].drop(while: ASCII.isBlank)),
      iv.count == ivLength
    else {
      throw FormatError(.damaged, "\"DEK-Info\" has no IV of \(ivLength) bytes in hexadecimal")
    }
    self.cipher = cipher
    self.iv = cipher.ivLength == 0 ? [] : iv + counter
    salt = Array(iv.prefix(8))
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
