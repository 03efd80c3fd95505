internal import LatchkeyCrypto

/// The ciphers that ssh-keygen encrypts private keys with (`ssh-keygen -Z`), by their names on the
/// wire.
enum OpenSSHCipher: String, CaseIterable {
  case aes256CTR = "aes256-ctr"
  case aes192CTR = "aes192-ctr"
  case aes128CTR = "aes128-ctr"
  case aes256CBC = "aes256-cbc"
  case aes192CBC = "aes192-cbc"
  case aes128CBC = "aes128-cbc"
  case rijndaelCBC = "rijndael-cbc@lysator.liu.se"
  case tripleDESCBC = "3des-cbc"
  case aes128GCM = "aes128-gcm@openssh.com"
  case aes256GCM = "aes256-gcm@openssh.com"
  case chaCha20Poly1305 = "chacha20-poly1305@openssh.com"

  /// Bytes that the key derivation makes for the key; those for the IV follow.
  var keyLength: Int { symmetric?.keyLength ?? ChaCha20Poly1305.keyLength }

  /// Bytes of the IV.
  var ivLength: Int { symmetric?.ivLength ?? 0 }

  /// Bytes of the tag that follows the encrypted section.
  var tagLength: Int { symmetric?.tagLength ?? ChaCha20Poly1305.tagLength }

  /// The section is padded to a multiple of this; OpenSSH calls stream ciphers' blocks 8 or 16.
  var blockSize: Int {
    switch self {
    case .tripleDESCBC, .chaCha20Poly1305: 8
    default: 16
    }
  }

  /// Decrypts `data`, at the end of which the tag stands where the cipher has one.
  func decrypt(
    _ data: borrowing SecretBytes, keyAndIV: borrowing SecretBytes
  ) throws(CryptoError) -> SecretBytes {
    guard let symmetric else { return try ChaCha20Poly1305.decrypt(data, key: keyAndIV) }
    return try symmetric.decrypt(data, key: key(keyAndIV), iv: iv(keyAndIV))
  }

  /// Encrypts `data`; the tag follows it where the cipher has one.
  func encrypt(
    _ data: borrowing SecretBytes, keyAndIV: borrowing SecretBytes
  ) throws(CryptoError) -> SecretBytes {
    guard let symmetric else { return try ChaCha20Poly1305.encrypt(data, key: keyAndIV) }
    return try symmetric.encrypt(data, key: key(keyAndIV), iv: iv(keyAndIV))
  }

  private func key(_ keyAndIV: borrowing SecretBytes) -> SecretBytes {
    keyAndIV.slice(0..<keyLength)
  }

  private func iv(_ keyAndIV: borrowing SecretBytes) -> SecretBytes {
    keyAndIV.slice(keyLength..<keyLength + ivLength)
  }

  /// `nil` for the one that is no cipher of libcrypto's.
  private var symmetric: SymmetricCipher? {
    switch self {
    case .aes256CTR: .aes256CTR
    case .aes192CTR: .aes192CTR
    case .aes128CTR: .aes128CTR
    case .aes256CBC, .rijndaelCBC: .aes256CBC
    case .aes192CBC: .aes192CBC
    case .aes128CBC: .aes128CBC
    case .tripleDESCBC: .tripleDESCBC
    case .aes128GCM: .aes128GCM
    case .aes256GCM: .aes256GCM
    case .chaCha20Poly1305: nil
    }
  }
}
