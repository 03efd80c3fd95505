internal import LatchkeyCrypto

/// How PBES2 makes a key of a passphrase: PBKDF2 (RFC 8018 §5.2) or scrypt (RFC 7914).
enum PBES2Function {
  case pbkdf2(Digest, iterations: Int)
  case scrypt(cost: Int, blockSize: Int, parallelism: Int)

  /// What to tell about it.
  var derivation: KeyDerivation {
    switch self {
    case .pbkdf2(let digest, let iterations):
      .pbkdf2(hash: digest.rawValue, iterations: iterations)
    case .scrypt(let cost, let blockSize, let parallelism):
      .scrypt(cost: cost, blockSize: blockSize, parallelism: parallelism)
    }
  }

  /// The key.
  ///
  /// - Parameter length: how many bytes the cipher wants.
  func deriveKey(
    _ passphrase: Passphrase, salt: [UInt8], length: Int
  ) throws(CryptoError) -> SecretBytes {
    switch self {
    case .pbkdf2(let digest, let iterations):
      try PBKDF2.deriveKey(
        passphrase: passphrase.bytes, salt: salt, iterations: iterations, digest: digest,
        length: length)
    case .scrypt(let cost, let blockSize, let parallelism):
      try Scrypt.deriveKey(
        passphrase: passphrase.bytes, salt: salt, cost: UInt64(cost), blockSize: UInt64(blockSize),
        parallelism: UInt64(parallelism), memoryLimit: UInt64(FormatLimits.scryptMemory) * 2,
        length: length)
    }
  }

  /// The AlgorithmIdentifier that stands for it in a file.
  func algorithmIdentifier(salt: [UInt8]) -> SecretAssembly {
    switch self {
    case .pbkdf2(let digest, let iterations):
      DER.sequence(
        DER.objectIdentifier(.pbkdf2),
        DER.sequence(
          DER.octetString(salt), DER.number(iterations),
          DER.sequence(DER.objectIdentifier(Self.identifier(digest)), DER.null)))
    case .scrypt(let cost, let blockSize, let parallelism):
      DER.sequence(
        DER.objectIdentifier(.scrypt),
        DER.sequence(
          DER.octetString(salt), DER.number(cost), DER.number(blockSize), DER.number(parallelism)))
    }
  }
}
