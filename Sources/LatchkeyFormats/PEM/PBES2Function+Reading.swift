internal import LatchkeyCrypto

extension PBES2Function {
  private static let digests: [ObjectIdentifier: Digest] = [
    .hmacMD5: .md5, .hmacSHA1: .sha1, .hmacSHA224: .sha224, .hmacSHA256: .sha256,
    .hmacSHA384: .sha384,
    .hmacSHA512: .sha512, .hmacSHA512With224Bits: .sha512With224Bits,
    .hmacSHA512With256Bits: .sha512With256Bits,
  ]

  static func identifier(_ digest: Digest) -> ObjectIdentifier {
    digests.first { $0.value == digest }?.key ?? .hmacSHA256
  }

  /// Reads the AlgorithmIdentifier, inside of which `reader` is: the function, its salt, and the
  /// length of the key where one is given.
  ///
  ///     PBKDF2-params ::= SEQUENCE {
  ///       salt OCTET STRING, iterationCount INTEGER, keyLength INTEGER OPTIONAL,
  ///       prf AlgorithmIdentifier DEFAULT hmacWithSHA1 }
  ///     scrypt-params ::= SEQUENCE {                -- RFC 7914 §7.1
  ///       salt OCTET STRING, N INTEGER, r INTEGER, p INTEGER, keyLength INTEGER OPTIONAL }
  static func read(
    _ reader: DERReader
  ) throws(FormatError) -> (PBES2Function, salt: [UInt8], keyLength: Int?) {
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
  ) throws(FormatError) -> (PBES2Function, keyLength: Int?) {
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
  ) throws(FormatError) -> (PBES2Function, keyLength: Int?) {
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
}
