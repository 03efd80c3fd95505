/// The ASN.1 tags of key files: identifier octets (X.690 §8.1.2), all of them in one byte.
enum DERTag {
  static let integer: UInt8 = 0x02
  static let bitString: UInt8 = 0x03
  static let octetString: UInt8 = 0x04
  static let null: UInt8 = 0x05
  static let objectIdentifier: UInt8 = 0x06
  static let sequence: UInt8 = 0x30

  /// `[number]` around a structure.
  static func context(_ number: UInt8) -> UInt8 { 0xA0 | number }

  /// `[number]` in the place of a string's own tag.
  static func primitiveContext(_ number: UInt8) -> UInt8 { 0x80 | number }

  /// A name for messages.
  static func name(_ tag: UInt8) -> String {
    switch tag {
    case integer: "INTEGER"
    case bitString: "BIT STRING"
    case octetString: "OCTET STRING"
    case null: "NULL"
    case objectIdentifier: "OBJECT IDENTIFIER"
    case sequence: "SEQUENCE"
    case 0xA0...0xBE, 0x80...0x9E: "[\(tag & 0x1F)]"
    default: "tag \(tag)"
    }
  }
}
