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
  /// The original ChaCha20: the 16-byte IV is a 64-bit little-endian counter, then a 64-bit nonce.
  case chaCha20 = "ChaCha20"

  /// How many bytes the key has.
  package var keyLength: Int {
    switch self {
    case .aes128CBC, .aes128CTR, .aes128GCM, .aes128CFB: 16
    case .aes192CBC, .aes192CTR, .aes192CFB, .tripleDESCBC, .tripleDESCFB: 24
    case .aes256CBC, .aes256CTR, .aes256GCM, .aes256CFB, .chaCha20: 32
    }
  }

  /// How many bytes the initialisation vector has.
  package var ivLength: Int {
    switch self {
    case .aes128GCM, .aes256GCM: 12
    case .tripleDESCBC, .tripleDESCFB: 8
    default: 16
    }
  }

  /// The data must be a multiple of this many bytes, as formats pad to it (1: a stream cipher).
  package var blockSize: Int {
    switch self {
    case .tripleDESCBC: 8
    case .aes128CBC, .aes192CBC, .aes256CBC: 16
    default: 1
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
    let context = try CipherContext(self, key: key, iv: iv, encrypting: encrypting)
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
