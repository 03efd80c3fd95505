/// An ASN.1 object identifier (X.690 §8.19), by its encoded content.
struct ObjectIdentifier: Hashable {
  /// The content of the DER element.
  let content: [UInt8]

  init(content: [UInt8]) { self.content = content }

  /// From its arcs: `1, 2, 840, 113549`.
  init(_ first: UInt, _ second: UInt, _ rest: UInt...) {
    content = ([first * 40 + second] + rest).flatMap { arc in
      var digits = [UInt8(arc & 0x7F)]
      var left = arc >> 7
      while left > 0 {
        digits.insert(UInt8(left & 0x7F | 0x80), at: 0)
        left >>= 7
      }
      return digits
    }
  }

  // Keys: RFC 8017 appendix C, RFC 5480 §2.1.1, RFC 3279 §2.3.2, RFC 8410 §3.
  static let rsaEncryption = ObjectIdentifier(1, 2, 840, 113_549, 1, 1, 1)
  static let rsaPSS = ObjectIdentifier(1, 2, 840, 113_549, 1, 1, 10)
  static let ecPublicKey = ObjectIdentifier(1, 2, 840, 10045, 2, 1)
  static let dsa = ObjectIdentifier(1, 2, 840, 10040, 4, 1)
  static let x25519 = ObjectIdentifier(1, 3, 101, 110)
  static let x448 = ObjectIdentifier(1, 3, 101, 111)
  static let ed25519 = ObjectIdentifier(1, 3, 101, 112)
  static let ed448 = ObjectIdentifier(1, 3, 101, 113)

  // Curves: RFC 5480 §2.1.1.1, RFC 3279 §2.3.5 for the field, SEC 2 for the one that SSH lacks.
  static let p256 = ObjectIdentifier(1, 2, 840, 10045, 3, 1, 7)
  static let p384 = ObjectIdentifier(1, 3, 132, 0, 34)
  static let p521 = ObjectIdentifier(1, 3, 132, 0, 35)
  static let primeField = ObjectIdentifier(1, 2, 840, 10045, 1, 1)
  static let secp256k1 = ObjectIdentifier(1, 3, 132, 0, 10)

  // Encryption: RFC 8018 appendix A and B, RFC 7914 §7.
  static let pbes2 = ObjectIdentifier(1, 2, 840, 113_549, 1, 5, 13)
  static let pbkdf2 = ObjectIdentifier(1, 2, 840, 113_549, 1, 5, 12)
  static let scrypt = ObjectIdentifier(1, 3, 6, 1, 4, 1, 11591, 4, 11)
  static let hmacMD5 = ObjectIdentifier(1, 2, 840, 113_549, 2, 6)
  static let hmacSHA1 = ObjectIdentifier(1, 2, 840, 113_549, 2, 7)
  static let hmacSHA224 = ObjectIdentifier(1, 2, 840, 113_549, 2, 8)
  static let hmacSHA256 = ObjectIdentifier(1, 2, 840, 113_549, 2, 9)
  static let hmacSHA384 = ObjectIdentifier(1, 2, 840, 113_549, 2, 10)
  static let hmacSHA512 = ObjectIdentifier(1, 2, 840, 113_549, 2, 11)
  static let hmacSHA512With224Bits = ObjectIdentifier(1, 2, 840, 113_549, 2, 12)
  static let hmacSHA512With256Bits = ObjectIdentifier(1, 2, 840, 113_549, 2, 13)
  static let tripleDESCBC = ObjectIdentifier(1, 2, 840, 113_549, 3, 7)
  static let aes128CBC = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 1, 2)
  static let aes192CBC = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 1, 22)
  static let aes256CBC = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 1, 42)
  static let aes128OFB = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 1, 3)
  static let aes192OFB = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 1, 23)
  static let aes256OFB = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 1, 43)
  static let aes128CFB = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 1, 4)
  static let aes192CFB = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 1, 24)
  static let aes256CFB = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 1, 44)

  // Ciphers of the past and of other countries: OIW, RFC 8018 §B.2, RFC 3657, RFC 5794, RFC 4010.
  static let desCBC = ObjectIdentifier(1, 3, 14, 3, 2, 7)
  static let rc2CBC = ObjectIdentifier(1, 2, 840, 113_549, 3, 2)
  static let blowfishCBC = ObjectIdentifier(1, 3, 6, 1, 4, 1, 3029, 1, 2)
  static let camellia128CBC = ObjectIdentifier(1, 2, 392, 200_011, 61, 1, 1, 1, 2)
  static let camellia192CBC = ObjectIdentifier(1, 2, 392, 200_011, 61, 1, 1, 1, 3)
  static let camellia256CBC = ObjectIdentifier(1, 2, 392, 200_011, 61, 1, 1, 1, 4)
  static let aria128CBC = ObjectIdentifier(1, 2, 410, 200_046, 1, 1, 2)
  static let aria192CBC = ObjectIdentifier(1, 2, 410, 200_046, 1, 1, 7)
  static let aria256CBC = ObjectIdentifier(1, 2, 410, 200_046, 1, 1, 12)
  static let seedCBC = ObjectIdentifier(1, 2, 410, 200_004, 1, 4)

  // PBES1: RFC 8018 §A.3. PKCS#12: RFC 7292 appendix C.
  static let pbeMD5DES = ObjectIdentifier(1, 2, 840, 113_549, 1, 5, 3)
  static let pbeMD5RC2 = ObjectIdentifier(1, 2, 840, 113_549, 1, 5, 6)
  static let pbeSHA1DES = ObjectIdentifier(1, 2, 840, 113_549, 1, 5, 10)
  static let pbeSHA1RC2 = ObjectIdentifier(1, 2, 840, 113_549, 1, 5, 11)
  static let pkcs12RC4 = ObjectIdentifier(1, 2, 840, 113_549, 1, 12, 1, 1)
  static let pkcs12RC4With40Bits = ObjectIdentifier(1, 2, 840, 113_549, 1, 12, 1, 2)
  static let pkcs12TripleDES = ObjectIdentifier(1, 2, 840, 113_549, 1, 12, 1, 3)
  static let pkcs12TwoKeyTripleDES = ObjectIdentifier(1, 2, 840, 113_549, 1, 12, 1, 4)
  static let pkcs12RC2 = ObjectIdentifier(1, 2, 840, 113_549, 1, 12, 1, 5)
  static let pkcs12RC2With40Bits = ObjectIdentifier(1, 2, 840, 113_549, 1, 12, 1, 6)
}

extension ObjectIdentifier: CustomStringConvertible {
  /// Bytes of the longest identifier that is written out: those above have 11 at most. What is longer
  /// names nothing, and a message is no place for it.
  private static let longestShown = 20

  /// Dotted, as people look it up: `1.2.840.113549.1.1.1`.
  var description: String {
    guard content.count <= Self.longestShown else {
      return "an identifier of \(content.count) bytes"
    }
    var arcs: [UInt64] = []
    var arc: UInt64 = 0
    for byte in content {
      arc = arc << 7 | UInt64(byte & 0x7F)
      guard byte & 0x80 == 0 else { continue }
      if arcs.isEmpty {
        let first = min(arc / 40, 2)
        arcs = [first, arc - first * 40]
      } else {
        arcs.append(arc)
      }
      arc = 0
    }
    return arcs.map(String.init).joined(separator: ".")
  }
}
