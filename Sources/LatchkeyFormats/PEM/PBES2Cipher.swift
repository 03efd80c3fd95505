internal import LatchkeyCrypto

/// The ciphers of PBES2 (RFC 8018 §B.2), and those that libcrypto has besides.
enum PBES2Cipher {
  private static let known: [ObjectIdentifier: SymmetricCipher] = [
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

  /// What stands for a cipher in a file.
  static func identifier(_ cipher: SymmetricCipher) -> ObjectIdentifier {
    known.first { $0.value == cipher }?.key ?? .aes256CBC
  }

  /// Reads the AlgorithmIdentifier, inside of which `reader` is: the cipher and its IV.
  static func read(
    _ reader: DERReader
  ) throws(FormatError) -> (SymmetricCipher, iv: [UInt8]) {
    var reader = reader
    let identifier = try reader.objectIdentifier()
    let cipher: SymmetricCipher
    let iv: [UInt8]
    if identifier == .rc2CBC {
      (cipher, iv) = try rc2(try reader.inside())
    } else if let found = known[identifier] {
      cipher = found
      iv = try reader.publicOctetString()
    } else {
      throw FormatError(.unsupported, "encrypted with an unknown cipher (\(identifier))")
    }
    try reader.finish()
    guard iv.count == cipher.ivLength else {
      throw FormatError(
        .damaged, "\(PBES2.name): \(cipher.rawValue) with an IV of \(iv.count) bytes")
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
