internal import LatchkeyCrypto

/// PBES2 (RFC 8018 §6.2), the encryption of PKCS#8 files.
///
///     AlgorithmIdentifier { pbes2, SEQUENCE {
///       keyDerivationFunc  AlgorithmIdentifier,   -- PBKDF2 or scrypt
///       encryptionScheme   AlgorithmIdentifier }} -- a cipher, its IV as parameter
struct PBES2: PKCS8Encryption {
  static let name = "PKCS#8 encryption"

  private let function: PBES2Function
  private let salt: [UInt8]
  private let cipher: SymmetricCipher
  private let iv: [UInt8]

  /// What latchkey writes: PBKDF2-HMAC-SHA-256 and AES-256-CBC, with random salt and IV.
  init(iterations: Int, salt: [UInt8]?) throws(CryptoError) {
    function = .pbkdf2(.sha256, iterations: iterations)
    cipher = .aes256CBC
    if let salt { self.salt = salt } else { self.salt = try Random.bytes(16) }
    iv = try Random.bytes(cipher.ivLength)
  }

  /// Reads the parameters, inside of which `reader` is.
  init(_ reader: DERReader) throws(FormatError) {
    var parameters = reader
    let keyLength: Int?
    (function, salt, keyLength) = try PBES2Function.read(try parameters.inside())
    (cipher, iv) = try PBES2Cipher.read(try parameters.inside())
    try parameters.finish()
    guard keyLength == nil || keyLength == cipher.keyLength else {
      throw FormatError(
        .unsupported,
        "\(cipher.rawValue) with a key of \(keyLength ?? 0) bytes instead of \(cipher.keyLength)")
    }
  }

  /// What to tell about it.
  var encryption: KeyEncryption {
    KeyEncryption(cipher: cipher.rawValue, derivation: function.derivation)
  }

  /// The content; `nil` where its padding shows that the passphrase is wrong.
  func decrypt(
    _ data: borrowing SecretBytes, _ passphrase: Passphrase
  ) throws(FormatError) -> SecretBytes? {
    let key: SecretBytes
    do {
      key = try function.deriveKey(passphrase, salt: salt, length: cipher.keyLength)
    } catch {
      throw FormatError(error, while: Self.name)
    }
    return try PKCS8EncryptionScheme.decrypt(
      data, cipher, key: key, iv: SecretBytes(copying: iv))
  }

  /// The EncryptedPrivateKeyInfo around `content` (RFC 5958 §3).
  func encrypt(
    _ content: borrowing SecretBytes, _ passphrase: Passphrase
  ) throws(CryptoError) -> SecretAssembly {
    let data = try cipher.encrypt(
      BlockPadding.added(to: content, blockSize: cipher.blockSize),
      key: try function.deriveKey(passphrase, salt: salt, length: cipher.keyLength),
      iv: SecretBytes(copying: iv))
    return DER.sequence(algorithmIdentifier, DER.octetString(SecretAssembly(data)))
  }

  private var algorithmIdentifier: SecretAssembly {
    DER.sequence(
      DER.objectIdentifier(.pbes2),
      DER.sequence(
        function.algorithmIdentifier(salt: salt),
        DER.sequence(DER.objectIdentifier(PBES2Cipher.identifier(cipher)), DER.octetString(iv))))
  }
}
