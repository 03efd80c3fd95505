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
  case tripleDESCBC = "DES-EDE3-CBC"
  case tripleDESCFB = "DES-EDE3-CFB"
  case desCBC = "DES-CBC"
  case desCFB = "DES-CFB"
  case camellia128CBC = "CAMELLIA-128-CBC"
  case camellia192CBC = "CAMELLIA-192-CBC"
  case camellia256CBC = "CAMELLIA-256-CBC"
  case aria128CBC = "ARIA-128-CBC"
  case aria192CBC = "ARIA-192-CBC"
  case aria256CBC = "ARIA-256-CBC"
  case seedCBC = "SEED-CBC"
  case blowfishCBC = "BF-CBC"
  case cast5CBC = "CAST5-CBC"
  /// RC2 with an effective key of 128, 64 and 40 bits.
  case rc2CBC = "RC2-CBC"
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
    case .desCBC, .desCFB, .rc2With64BitsCBC: 8
    case .aes128CBC, .aes128CTR, .aes128GCM, .aes128CFB, .camellia128CBC, .aria128CBC, .seedCBC,
      .blowfishCBC, .cast5CBC, .rc2CBC, .rc4:
      16
    case .aes192CBC, .aes192CTR, .aes192CFB, .tripleDESCBC, .tripleDESCFB, .camellia192CBC,
      .aria192CBC:
      24
    case .aes256CBC, .aes256CTR, .aes256GCM, .aes256CFB, .chaCha20, .camellia256CBC, .aria256CBC:
      32
    }
  }

  /// How many bytes the initialisation vector has.
  package var ivLength: Int {
    switch self {
    case .rc4, .rc4With40Bits: 0
    case .aes128GCM, .aes256GCM: 12
    case .tripleDESCBC, .tripleDESCFB, .desCBC, .desCFB, .blowfishCBC, .cast5CBC, .rc2CBC,
      .rc2With64BitsCBC, .rc2With40BitsCBC:
      8
    default: 16
    }
  }

  /// The data must be a multiple of this many bytes, as formats pad to it (1: a stream cipher).
  package var blockSize: Int {
    switch self {
    case .tripleDESCBC, .desCBC, .blowfishCBC, .cast5CBC, .rc2CBC, .rc2With64BitsCBC,
      .rc2With40BitsCBC:
      8
    case .aes128CBC, .aes192CBC, .aes256CBC, .camellia128CBC, .camellia192CBC, .camellia256CBC,
      .aria128CBC, .aria192CBC, .aria256CBC, .seedCBC:
      16
    default: 1
    }
  }

  /// Whether libcrypto keeps the cipher in its legacy provider.
  var isLegacy: Bool {
    switch self {
    case .seedCBC, .blowfishCBC, .cast5CBC, .rc2CBC, .rc2With64BitsCBC, .rc2With40BitsCBC, .rc4,
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
