internal import LatchkeyCrypto

/// Writes DER (X.690 §10): each function returns one element, ready to be put into another.
enum DER {
  static func sequence(_ parts: SecretAssembly...) -> SecretAssembly {
    element(DERTag.sequence, parts)
  }

  /// `[number]` around a structure.
  static func context(_ number: UInt8, _ parts: SecretAssembly...) -> SecretAssembly {
    element(DERTag.context(number), parts)
  }

  /// A secret non-negative integer, from its big-endian bytes without leading zeros.
  static func integer(_ bytes: borrowing SecretBytes) -> SecretAssembly {
    integer(SecretAssembly(bytes.copy()))
  }

  /// A public non-negative integer, from its big-endian bytes without leading zeros.
  static func integer(_ bytes: [UInt8]) -> SecretAssembly {
    integer(SecretAssembly(bytes))
  }

  /// A small number.
  static func number(_ value: Int) -> SecretAssembly {
    var bytes: [UInt8] = []
    var left = value
    while left > 0 {
      bytes.insert(UInt8(left & 0xFF), at: 0)
      left >>= 8
    }
    return integer(bytes)
  }

  static func octetString(_ content: SecretAssembly) -> SecretAssembly {
    element(DERTag.octetString, [content])
  }

  static func octetString(_ bytes: [UInt8]) -> SecretAssembly {
    octetString(SecretAssembly(bytes))
  }

  /// A bit string of whole bytes.
  static func bitString(_ content: SecretAssembly) -> SecretAssembly {
    element(DERTag.bitString, [SecretAssembly([0]), content])
  }

  static func objectIdentifier(_ identifier: ObjectIdentifier) -> SecretAssembly {
    element(DERTag.objectIdentifier, [SecretAssembly(identifier.content)])
  }

  static var null: SecretAssembly { element(DERTag.null, []) }

  private static func integer(_ magnitude: SecretAssembly) -> SecretAssembly {
    // Zero has one byte, and a first bit that is set would mean a negative number.
    let needsZero = (magnitude.first ?? 0x80) & 0x80 != 0
    return element(DERTag.integer, (needsZero ? [SecretAssembly([0])] : []) + [magnitude])
  }

  private static func element(_ tag: UInt8, _ parts: [SecretAssembly]) -> SecretAssembly {
    let length = parts.reduce(0) { $0 + $1.count }
    var element = SecretAssembly([tag] + lengthOctets(length))
    for part in parts { element.append(part) }
    return element
  }

  private static func lengthOctets(_ length: Int) -> [UInt8] {
    guard length >= 0x80 else { return [UInt8(length)] }
    var octets: [UInt8] = []
    var left = length
    while left > 0 {
      octets.insert(UInt8(left & 0xFF), at: 0)
      left >>= 8
    }
    return [0x80 | UInt8(octets.count)] + octets
  }
}
