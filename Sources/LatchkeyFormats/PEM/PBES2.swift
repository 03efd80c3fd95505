internal import LatchkeyCrypto

/// PBES2 (RFC 8018 §6.2), the encryption of PKCS#8 files.
///
///     AlgorithmIdentifier { pbes2, SEQUENCE {
///       keyDerivationFunc  AlgorithmIdentifier,   -- PBKDF2 or scrypt
///       encryptionScheme   AlgorithmIdentifier }} -- a cipher, its IV as parameter
///
///     PBKDF2-params ::= SEQUENCE {
///       salt OCTET STRING, iterationCount INTEGER, keyLength INTEGER OPTIONAL,
///       prf AlgorithmIdentifier DEFAULT hmacWithSHA1 }
///     scrypt-params ::= SEQUENCE {                -- RFC 7914 §7.1
///       salt OCTET STRING, N INTEGER, r INTEGER, p INTEGER, keyLength INTEGER OPTIONAL }
struct PBES2: PKCS8Encryption {
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

  /// Reads the parameters, inside of which `reader` is.
  init(_ reader: DERReader) throws(FormatError) {
    var parameters = reader
    let keyLength: Int?
    (function, salt, keyLength) = try Self.function(try parameters.inside())
    (cipher, iv) = try Self.cipher(try parameters.inside())
    try parameters.finish()
    guard keyLength == nil || keyLength == cipher.keyLength else {
      throw FormatError(
        .unsupported,
        "\(cipher.rawValue) with a key of \(keyLength ?? 0) bytes instead of \(cipher.keyLength)")
    }
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
    let key: SecretBytes
    do {
      key = try deriveKey(passphrase)
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
    .hmacMD5: .md5, .hmacSHA1: .sha1, .hmacSHA224: .sha224, .hmacSHA256: .sha256,
    .hmacSHA384: .sha384,
    .hmacSHA512: .sha512, .hmacSHA512With224Bits: .sha512With224Bits,
    .hmacSHA512With256Bits: .sha512With256Bits,
  ]

  private static let ciphers: [ObjectIdentifier: SymmetricCipher] = [
    .aes128CBC: .aes128CBC, .aes192CBC: .aes192CBC, .aes256CBC: .aes256CBC,
    .aes128OFB: .aes128OFB, .aes192OFB: .aes192OFB, .aes256OFB: .aes256OFB,
    .aes128CFB: .aes128CFB, .aes192CFB: .aes192CFB, .aes256CFB: .aes256CFB,
    .tripleDESCBC: .tripleDESCBC, .desCBC: .desCBC, .blowfishCBC: .blowfishCBC,
    .seedCBC: .seedCBC, .camellia128CBC: .camellia128CBC, .camellia192CBC: .camellia192CBC,
    .camellia256CBC: .camellia256CBC, .aria128CBC: .aria128CBC, .aria192CBC: .aria192CBC,
    .aria256CBC: .aria256CBC,
  ]

  /// RC2 by its "version", which stands for the bits that count (RFC 8018 §B.2.3).
  private static let rc2: [Int: SymmetricCipher] = [
    58: .rc2CBC, 120: .rc2With64BitsCBC, 160: .rc2With40BitsCBC,
  ]

  private static func identifier(_ digest: Digest) -> ObjectIdentifier {
    digests.first { $0.value == digest }?.key ?? .hmacSHA256
  }

  private static func identifier(_ cipher: SymmetricCipher) -> ObjectIdentifier {
    ciphers.first { $0.value == cipher }?.key ?? .aes256CBC
  }

  private static func function(
    _ reader: DERReader
  ) throws(FormatError) -> (Function, salt: [UInt8], keyLength: Int?) {
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
    case .pbkdf2:
      let (function, keyLength) = try pbkdf2(parameters)
      return (function, salt, keyLength)
    case .scrypt:
      let (function, keyLength) = try scrypt(parameters)
      return (function, salt, keyLength)
    default:
      throw FormatError(.unsupported, "encrypted with an unknown key derivation (\(identifier))")
    }
  }

  private static func pbkdf2(
    _ reader: DERReader
  ) throws(FormatError) -> (Function, keyLength: Int?) {
    var reader = reader
    let iterations = try reader.number()
    guard (1...FormatLimits.pbkdf2Iterations).contains(iterations) else {
      throw FormatError(
        .boundExceeded,
        """
        PBKDF2 with \(iterations) iterations: 1 to \(FormatLimits.pbkdf2Iterations) are allowed
        """)
    }
    let keyLength = reader.nextTag == DERTag.integer ? try reader.number() : nil
    guard var function = try reader.optionalInside(DERTag.sequence) else {
      try reader.finish()
      return (.pbkdf2(.sha1, iterations: iterations), keyLength)
    }
    let identifier = try function.objectIdentifier()
    try reader.finish()
    guard let digest = digests[identifier] else {
      throw FormatError(
        .unsupported, "PBKDF2 with an unknown pseudo-random function (\(identifier))")
    }
    return (.pbkdf2(digest, iterations: iterations), keyLength)
  }

  private static func scrypt(
    _ reader: DERReader
  ) throws(FormatError) -> (Function, keyLength: Int?) {
    var reader = reader
    let cost = try reader.number()
    let blockSize = try reader.number()
    let parallelism = try reader.number()
    let keyLength = reader.nextTag == DERTag.integer ? try reader.number() : nil
    try reader.finish()
    let memory = cost.multipliedReportingOverflow(by: blockSize)
    guard !memory.overflow, cost > 1, blockSize > 0,
      memory.partialValue <= FormatLimits.scryptMemory / 128,
      (1...FormatLimits.scryptParallelism).contains(parallelism),
      memory.partialValue * parallelism <= FormatLimits.scryptWork / 128
    else {
      throw FormatError(
        .boundExceeded,
        """
        scrypt with N=\(cost) r=\(blockSize) p=\(parallelism): at most \
        \(FormatLimits.scryptMemory >> 20) MiB, p=\(FormatLimits.scryptParallelism) and \
        \(FormatLimits.scryptWork >> 20) MiB for all p are allowed
        """)
    }
    return (.scrypt(cost: cost, blockSize: blockSize, parallelism: parallelism), keyLength)
  }

  private static func cipher(
    _ reader: DERReader
  ) throws(FormatError) -> (SymmetricCipher, iv: [UInt8]) {
    var reader = reader
    let identifier = try reader.objectIdentifier()
    let cipher: SymmetricCipher
    let iv: [UInt8]
    if identifier == .rc2CBC {
      (cipher, iv) = try rc2(try reader.inside())
    } else if let known = ciphers[identifier] {
      cipher = known
      iv = try reader.publicOctetString()
    } else {
      throw FormatError(.unsupported, "encrypted with an unknown cipher (\(identifier))")
    }
    try reader.finish()
    guard iv.count == cipher.ivLength else {
      throw FormatError(
        .damaged, "\(name): \(cipher.rawValue) with an IV of \(iv.count) bytes")
    }
    return (cipher, iv)
  }

  /// RC2-CBC-Parameter ::= SEQUENCE { rc2ParameterVersion INTEGER OPTIONAL, iv OCTET STRING }
  private static func rc2(
    _ reader: DERReader
  ) throws(FormatError) -> (SymmetricCipher, iv: [UInt8]) {
    var reader = reader
    guard reader.nextTag == DERTag.integer else {
      throw FormatError(.unsupported, "RC2 with an effective key of 32 bits")
    }
    let version = try reader.number()
    let iv = try reader.publicOctetString()
    try reader.finish()
    guard let cipher = rc2[version] else {
      throw FormatError(.unsupported, "RC2 with an unknown effective key (version \(version))")
    }
    return (cipher, iv)
  }
}
