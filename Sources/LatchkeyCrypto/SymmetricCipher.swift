internal import CLibCrypto

/// The symmetric ciphers of key files. None of them pads: padding belongs to the format.
package enum SymmetricCipher: String, Hashable, Sendable, CaseIterable {
  case aes128CBC = "AES-128-CBC"
  case aes192CBC = "AES-192-CBC"
  case aes256CBC = "AES-256-CBC"
  case aes128CTR = "AES-128-CTR"
  case aes192CTR = "AES-192-CTR"
  case aes256CTR = "AES-256-CTR"
  case aes128GCM = "AES-128-GCM"
  case aes256GCM = "AES-256-GCM"
  case aes128CFB = "AES-128-CFB"
  case aes192CFB = "AES-192-CFB"
  case aes256CFB = "AES-256-CFB"
  case aes128CFB8 = "AES-128-CFB8"
  case aes192CFB8 = "AES-192-CFB8"
  case aes256CFB8 = "AES-256-CFB8"
  case aes128OFB = "AES-128-OFB"
  case aes192OFB = "AES-192-OFB"
  case aes256OFB = "AES-256-OFB"
  case aes128ECB = "AES-128-ECB"
  case aes192ECB = "AES-192-ECB"
  case aes256ECB = "AES-256-ECB"
  case tripleDESCBC = "DES-EDE3-CBC"
  case tripleDESCFB = "DES-EDE3-CFB"
  case tripleDESOFB = "DES-EDE3-OFB"
  case tripleDESECB = "DES-EDE3-ECB"
  case twoKeyTripleDESCBC = "DES-EDE-CBC"
  case twoKeyTripleDESCFB = "DES-EDE-CFB"
  case twoKeyTripleDESOFB = "DES-EDE-OFB"
  case twoKeyTripleDESECB = "DES-EDE-ECB"
  case desCBC = "DES-CBC"
  case desCFB = "DES-CFB"
  case desOFB = "DES-OFB"
  case desECB = "DES-ECB"
  case camellia128CBC = "CAMELLIA-128-CBC"
  case camellia192CBC = "CAMELLIA-192-CBC"
  case camellia256CBC = "CAMELLIA-256-CBC"
  case aria128CBC = "ARIA-128-CBC"
  case aria192CBC = "ARIA-192-CBC"
  case aria256CBC = "ARIA-256-CBC"
  case seedCBC = "SEED-CBC"
  case blowfishCBC = "BF-CBC"
  case blowfishCFB = "BF-CFB"
  case blowfishOFB = "BF-OFB"
  case blowfishECB = "BF-ECB"
  case cast5CBC = "CAST5-CBC"
  /// RC2 with an effective key of 128, 64 and 40 bits.
  case rc2CBC = "RC2-CBC"
  case rc2CFB = "RC2-CFB"
  case rc2OFB = "RC2-OFB"
  case rc2ECB = "RC2-ECB"
  case rc2With64BitsCBC = "RC2-64-CBC"
  case rc2With40BitsCBC = "RC2-40-CBC"
  case rc4 = "RC4"
  case rc4With40Bits = "RC4-40"
  /// The original ChaCha20: the 16-byte IV is a 64-bit little-endian counter, then a 64-bit nonce.
  case chaCha20 = "ChaCha20"

  /// How many bytes the key has.
  package var keyLength: Int {
    switch self {
    case .rc2With40BitsCBC, .rc4With40Bits: 5
    case .desCBC, .desCFB, .desOFB, .desECB, .rc2With64BitsCBC: 8
    case .aes128CBC, .aes128CTR, .aes128GCM, .aes128CFB, .aes128CFB8, .aes128OFB, .aes128ECB,
      .camellia128CBC, .aria128CBC, .seedCBC, .blowfishCBC, .blowfishCFB, .blowfishOFB,
      .blowfishECB, .cast5CBC, .rc2CBC, .rc2CFB, .rc2OFB, .rc2ECB, .rc4, .twoKeyTripleDESCBC,
      .twoKeyTripleDESCFB, .twoKeyTripleDESOFB, .twoKeyTripleDESECB:
      16
    case .aes192CBC, .aes192CTR, .aes192CFB, .aes192CFB8, .aes192OFB, .aes192ECB, .tripleDESCBC,
      .tripleDESCFB, .tripleDESOFB, .tripleDESECB, .camellia192CBC, .aria192CBC:
      24
    case .aes256CBC, .aes256CTR, .aes256GCM, .aes256CFB, .aes256CFB8, .aes256OFB, .aes256ECB,
      .chaCha20, .camellia256CBC, .aria256CBC:
      32
    }
  }

  /// How many bytes the initialisation vector has.
  package var ivLength: Int {
    switch self {
    case .rc4, .rc4With40Bits, .aes128ECB, .aes192ECB, .aes256ECB, .tripleDESECB,
      .twoKeyTripleDESECB, .desECB, .blowfishECB, .rc2ECB:
      0
    case .aes128GCM, .aes256GCM: 12
    case .tripleDESCBC, .tripleDESCFB, .tripleDESOFB, .twoKeyTripleDESCBC, .twoKeyTripleDESCFB,
      .twoKeyTripleDESOFB, .desCBC, .desCFB, .desOFB, .blowfishCBC, .blowfishCFB, .blowfishOFB,
      .cast5CBC, .rc2CBC, .rc2CFB, .rc2OFB, .rc2With64BitsCBC, .rc2With40BitsCBC:
      8
    default: 16
    }
  }

  /// The data must be a multiple of this many bytes, as formats pad to it (1: a stream cipher).
  package var blockSize: Int {
    switch self {
    case .tripleDESCBC, .tripleDESECB, .twoKeyTripleDESCBC, .twoKeyTripleDESECB, .desCBC, .desECB,
      .blowfishCBC, .blowfishECB, .cast5CBC, .rc2CBC, .rc2ECB, .rc2With64BitsCBC,
      .rc2With40BitsCBC:
      8
    case .aes128CBC, .aes192CBC, .aes256CBC, .aes128ECB, .aes192ECB, .aes256ECB, .camellia128CBC,
      .camellia192CBC, .camellia256CBC, .aria128CBC, .aria192CBC, .aria256CBC, .seedCBC:
      16
    default: 1
    }
  }

  /// Whether libcrypto keeps the cipher in its legacy provider.
  var isLegacy: Bool {
    switch self {
    case .seedCBC, .blowfishCBC, .blowfishCFB, .blowfishOFB, .blowfishECB, .cast5CBC, .rc2CBC,
      .rc2CFB, .rc2OFB, .rc2ECB, .rc2With64BitsCBC, .rc2With40BitsCBC, .rc4,
      .rc4With40Bits:
      true
    default: false
    }
  }

  /// The cipher that does the work: single DES is triple DES under the same key three times, and so
  /// needs no legacy provider.
  var substitute: SymmetricCipher {
    switch self {
    case .desCBC: .tripleDESCBC
    case .desCFB: .tripleDESCFB
    case .desOFB: .tripleDESOFB
    case .desECB: .tripleDESECB
    default: self
    }
  }

  /// How many bytes of authentication tag follow the ciphertext (0: none).
  package var tagLength: Int {
    switch self {
    case .aes128GCM, .aes256GCM: 16
    default: 0
    }
  }

  /// Encrypts; for a GCM cipher the tag follows the ciphertext.
  package func encrypt(
    _ data: borrowing SecretBytes, key: borrowing SecretBytes, iv: borrowing SecretBytes
  ) throws(CryptoError) -> SecretBytes {
    try run(data, key: key, iv: iv, encrypting: true)
  }

  /// Decrypts; for a GCM cipher the tag stands at the end of `data` and is checked.
  package func decrypt(
    _ data: borrowing SecretBytes, key: borrowing SecretBytes, iv: borrowing SecretBytes
  ) throws(CryptoError) -> SecretBytes {
    try run(data, key: key, iv: iv, encrypting: false)
  }

  private func run(
    _ data: borrowing SecretBytes, key: borrowing SecretBytes, iv: borrowing SecretBytes,
    encrypting: Bool
  ) throws(CryptoError) -> SecretBytes {
    guard key.count == keyLength, iv.count == ivLength else {
      throw CryptoError(
        .invalidParameter, "\(rawValue) takes a key of \(keyLength) and an IV of \(ivLength) bytes")
    }
    let textLength = encrypting ? data.count : data.count - tagLength
    guard textLength >= 0, textLength % blockSize == 0 else {
      throw CryptoError(
        .invalidParameter, "\(rawValue) takes whole blocks of \(blockSize) bytes, got \(data.count)"
      )
    }
    let context = try CipherContext(
      substitute, key: substitute == self ? key.copy() : key.cycled(to: substitute.keyLength),
      iv: iv, encrypting: encrypting)
    return try SecretBytes(count: textLength + (encrypting ? tagLength : 0)) {
      (output) throws(CryptoError) in
      if !encrypting, tagLength > 0 {
        try context.expectTag(data.slice(textLength..<data.count))
      }
      try context.update(data, count: textLength, into: &output)
      try context.finish()
      if encrypting, tagLength > 0 { try context.readTag(tagLength, into: &output, at: textLength) }
    }
  }
}
