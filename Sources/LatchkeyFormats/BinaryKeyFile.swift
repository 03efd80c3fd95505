internal import LatchkeyCrypto
internal import LatchkeyKeys

/// Keys without armour: DER as `openssl … -outform DER` writes it. A DER structure says by itself
/// what it is, by the types of its first elements.
enum BinaryKeyFile {
  /// The key, or `nil` where the file is not one SEQUENCE from end to end.
  static func read(_ file: SharedSecret) throws(FormatError) -> [KeyFile.Entry]? {
    guard file.count > 0, file.count <= FormatLimits.keyFileSize,
      file.bytes[0] == DERTag.sequence, DERReader.isWholeSequence(file.bytes),
      let kind = kind(file)
    else { return nil }
    return [
      try kind.read(PEMBlock(label: "", headers: [], body: file, line: nil))
    ]
  }

  ///     PKCS#8         INTEGER, SEQUENCE, …        encrypted    SEQUENCE, OCTET STRING
  ///     PKCS#1         INTEGER × 9                 SPKI         SEQUENCE, BIT STRING
  ///     PKCS#1 public  INTEGER × 2                 SEC1         INTEGER, OCTET STRING, …
  ///     DSA            INTEGER × 6
  private static func kind(_ file: SharedSecret) -> PEMKeyKind? {
    var outer = DERReader(file, name: "")
    guard var inside = try? outer.inside() else { return nil }
    var tags: [UInt8] = []
    while let tag = inside.nextTag, tags.count < 10 {
      guard (try? inside.skip()) != nil else { return nil }
      tags.append(tag)
    }
    let integer = DERTag.integer
    switch tags {
    case [DERTag.sequence, DERTag.octetString]: return .encryptedPKCS8
    case [DERTag.sequence, DERTag.bitString]: return .spki
    case [integer, integer]: return .pkcs1Public
    case _ where tags.starts(with: [integer, DERTag.sequence]): return .pkcs8
    case _ where tags.starts(with: [integer, DERTag.octetString]): return .sec1
    case _ where tags.count == 9 && tags.allSatisfy({ $0 == integer }): return .pkcs1
    case _ where tags.count == 6 && tags.allSatisfy({ $0 == integer }): return .dsa
    default: return nil
    }
  }
}
