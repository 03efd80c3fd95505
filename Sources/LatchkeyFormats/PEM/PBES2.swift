internal import LatchkeyCrypto

/// PBES2 (RFC 8018 §6.2), the encryption of PKCS#8 files.
///
///     AlgorithmIdentifier { pbes2, SEQUENCE {
///       keyDerivationFunc  AlgorithmIdentifier,   -- PBKDF2 or scrypt
///       encryptionScheme   AlgorithmIdentifier }} -- a CBC cipher, its IV as parameter
///
///     PBKDF2-params ::= SEQUENCE {
///       salt OCTET STRING, iterationCount INTEGER, keyLength INTEGER OPTIONAL,
///       prf AlgorithmIdentifier DEFAULT hmacWithSHA1 }
///     scrypt-params ::= SEQUENCE {                -- RFC 7914 §7.1
///       salt OCTET STRING, N INTEGER, r INTEGER, p INTEGER, keyLength INTEGER OPTIONAL }
struct PBES2: Sendable {
  private static let name = "PKCS#8 encryption"

  private enum Function {
    case pbkdf2(Digest, iterations: Int)
    case scrypt(cost: Int, blockSize: Int, parallelism: Int)
  }

  private let function: Function
  private let salt: [UInt8]
  private let cipher: SymmetricCipher
  private let iv: [UInt8]

  /// What the latchkey writes: PBKDF2-HMAC-SHA-256 and AES-256-CBC, with random salt and IV.
  init(iterations: Int, salt: [UInt8]?) throws(CryptoError) {
    function = .pbkdf2(.sha256, iterations: iterations)
    cipher = .aes256CBC
    if let salt { self.salt = salt } else { self.salt = try Random.bytes(16) }
    iv = try Random.bytes(cipher.ivLength)
  }

  /// Reads the AlgorithmIdentifier that `reader` is inside of.
  init(_ reader: DERReader) throws(FormatError) {
    var reader = reader
    let scheme = try reader.objectIdentifier()
    guard scheme == .pbes2 else {
      throw FormatError(
        .unsupported,
        """
        encrypted in a way of PKCS#5 or PKCS#12 that is not PBES2 (\(scheme)); \
        "openssl pkcs8 -topk8 -v2 aes-256-cbc" writes it anew
        """)
    }
    var parameters = try reader.inside()
    try reader.finish()
    (function, salt) = try Self.function(try parameters.inside())
    (cipher, iv) = try Self.cipher(try parameters.inside())
    try parameters.finish()
  }

  /// What to tell about it.
  var encryption: KeyEncryption {
    switch function {
    case .pbkdf2(let digest, let iterations):
      KeyEncryption(
        cipher: cipher.rawValue,
        derivation: .pbkdf2(hash: digest.rawValue, iterations: iterations))
    case .scrypt(let cost, let blockSize, let parallelism):
      KeyEncryption(
        cipher: cipher.rawValue,
        derivation: .scrypt(cost: cost, blockSize: blockSize, parallelism: parallelism))
    }
  }

  /// The content; `nil` where its padding shows that the passphrase is wrong.
  func decrypt(
    _ data: borrowing SecretBytes, _ passphrase: Passphrase
  ) throws(FormatError) -> SecretBytes? {
    guard data.count > 0, data.count.isMultiple(of: cipher.blockSize) else {
      throw FormatError(
        .damaged,
        "\(Self.name): \(data.count) bytes are no whole blocks of \(cipher.rawValue)")
    }
    do {
      let padded = try cipher.decrypt(
        data, key: try deriveKey(passphrase), iv: SecretBytes(copying: iv))
      return BlockPadding.removed(from: padded, blockSize: cipher.blockSize)
    } catch {
      throw FormatError(error, while: Self.name)
    }
  }

  /// The EncryptedPrivateKeyInfo around `content` (RFC 5958 §3).
  func encrypt(
    _ content: borrowing SecretBytes, _ passphrase: Passphrase
  ) throws(CryptoError) -> SecretAssembly {
    let data = try cipher.encrypt(
      BlockPadding.added(to: content, blockSize: cipher.blockSize),
      key: try deriveKey(passphrase), iv: SecretBytes(copying: iv))
    return DER.sequence(algorithmIdentifier, DER.octetString(SecretAssembly(data)))
  }

  private var algorithmIdentifier: SecretAssembly {
    let derivation: SecretAssembly
    switch function {
    case .pbkdf2(let digest, let iterations):
      derivation = DER.sequence(
        DER.objectIdentifier(.pbkdf2),
        DER.sequence(
          DER.octetString(salt), DER.number(iterations),
          DER.sequence(DER.objectIdentifier(Self.identifier(digest)), DER.null)))
    case .scrypt(let cost, let blockSize, let parallelism):
      derivation = DER.sequence(
        DER.objectIdentifier(.scrypt),
        DER.sequence(
          DER.octetString(salt), DER.number(cost), DER.number(blockSize), DER.number(parallelism)))
    }
    return DER.sequence(
      DER.objectIdentifier(.pbes2),
      DER.sequence(
        derivation,
        DER.sequence(DER.objectIdentifier(Self.identifier(cipher)), DER.octetString(iv))))
  }

  private func deriveKey(_ passphrase: Passphrase) throws(CryptoError) -> SecretBytes {
    switch function {
    case .pbkdf2(let digest, let iterations):
      try PBKDF2.deriveKey(
        passphrase: passphrase.bytes, salt: salt, iterations: iterations, digest: digest,
        length: cipher.keyLength)
    case .scrypt(let cost, let blockSize, let parallelism):
      try Scrypt.deriveKey(
        passphrase: passphrase.bytes, salt: salt, cost: UInt64(cost), blockSize: UInt64(blockSize),
        parallelism: UInt64(parallelism), memoryLimit: UInt64(FormatLimits.scryptMemory) * 2,
        length: cipher.keyLength)
    }
  }
}

// MARK: - Parameters

extension PBES2 {
  private static let digests: [ObjectIdentifier: Digest] = [
    .hmacSHA1: .sha1, .hmacSHA224: .sha224, .hmacSHA256: .sha256, .hmacSHA384: .sha384,
    .hmacSHA512: .sha512,
  ]

  private static let ciphers: [ObjectIdentifier: SymmetricCipher] = [
    .aes128CBC: .aes128CBC, .aes192CBC: .aes192CBC, .aes256CBC: .aes256CBC,
    .tripleDESCBC: .tripleDESCBC,
  ]

  private static func identifier(_ digest: Digest) -> ObjectIdentifier {
    digests.first { $0.value == digest }?.key ?? .hmacSHA256
  }

  private static func identifier(_ cipher: SymmetricCipher) -> ObjectIdentifier {
    ciphers.first { $0.value == cipher }?.key ?? .aes256CBC
  }

  private static func function(
    _ reader: DERReader
  ) throws(FormatError) -> (Function, salt: [UInt8]) {
    var reader = reader
    let identifier = try reader.objectIdentifier()
    var parameters = try reader.inside()
    try reader.finish()
    let salt = try parameters.publicOctetString()
    guard salt.count <= FormatLimits.saltLength else {
      throw FormatError(
        .boundExceeded,
        "a salt of \(salt.count) bytes: at most \(FormatLimits.saltLength) are allowed")
    }
    switch identifier {
    case .pbkdf2: return (try pbkdf2(parameters), salt)
    case .scrypt: return (try scrypt(parameters), salt)
    default:
      throw FormatError(.unsupported, "encrypted with an unknown key derivation (\(identifier))")
    }
  }

  private static func pbkdf2(_ reader: DERReader) throws(FormatError) -> Function {
    var reader = reader
    let iterations = try reader.number()
    guard (1...FormatLimits.pbkdf2Iterations).contains(iterations) else {
      throw FormatError(
        .boundExceeded,
        """
        PBKDF2 with \(iterations) iterations: 1 to \(FormatLimits.pbkdf2Iterations) are allowed
        """)
    }
    // The key's length is given by the cipher.
    if reader.nextTag == DERTag.integer { _ = try reader.number() }
    guard var function = try reader.optionalInside(DERTag.sequence) else {
      try reader.finish()
      return .pbkdf2(.sha1, iterations: iterations)
    }
    let identifier = try function.objectIdentifier()
    try reader.finish()
    guard let digest = digests[identifier] else {
      throw FormatError(
        .unsupported, "PBKDF2 with an unknown pseudo-random function (\(identifier))")
    }
    return .pbkdf2(digest, iterations: iterations)
  }

  private static func scrypt(_ reader: DERReader) throws(FormatError) -> Function {
    var reader = reader
    let cost = try reader.number()
    let blockSize = try reader.number()
    let parallelism = try reader.number()
    if reader.nextTag == DERTag.integer { _ = try reader.number() }
    try reader.finish()
    let memory = cost.multipliedReportingOverflow(by: blockSize)
    guard !memory.overflow, cost > 1, blockSize > 0,
      memory.partialValue <= FormatLimits.scryptMemory / 128,
      (1...FormatLimits.scryptParallelism).contains(parallelism)
    else {
      throw FormatError(
        .boundExceeded,
        """
        scrypt with N=\(cost) r=\(blockSize) p=\(parallelism): at most \
        \(FormatLimits.scryptMemory >> 20) MiB and p=\(FormatLimits.scryptParallelism) are allowed
        """)
    }
    return .scrypt(cost: cost, blockSize: blockSize, parallelism: parallelism)
  }

  private static func cipher(
    _ reader: DERReader
  ) throws(FormatError) -> (SymmetricCipher, iv: [UInt8]) {
    var reader = reader
    let identifier = try reader.objectIdentifier()
    guard let cipher = ciphers[identifier] else {
      throw FormatError(.unsupported, "encrypted with an unknown cipher (\(identifier))")
    }
    let iv = try reader.publicOctetString()
    try reader.finish()
    guard iv.count == cipher.ivLength else {
      throw FormatError(
        .damaged, "\(name): \(cipher.rawValue) with an IV of \(iv.count) bytes")
    }
    return (cipher, iv)
  }
}
