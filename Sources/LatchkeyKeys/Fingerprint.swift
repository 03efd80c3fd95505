/// A short name of a public key that nobody can forge: a hash of it, in the spelling of whoever
/// shows it.
public struct Fingerprint: Hashable, Sendable {
  /// Who spells fingerprints so.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// OpenSSH since 6.8: SHA-256 of the SSH form, base64 without padding, `SHA256:` before it.
    case sha256
    /// OpenSSH before: MD5 of the SSH form, hexadecimal with colons, `MD5:` before it.
    case md5
    /// EC2, for a key pair that was imported. RSA: MD5 of the DER SubjectPublicKeyInfo, hexadecimal
    /// with colons. Ed25519: SHA-256 of the SSH form, base64 with padding.
    case ec2Imported
    /// EC2, for a key pair that EC2 created. RSA: SHA-1 of the private key's PKCS#8 DER,
    /// hexadecimal with colons. Ed25519: as when imported.
    case ec2Created
  }

  /// Which spelling this is.
  public let kind: Kind
  /// The fingerprint as people see it.
  public let text: String

  /// Whether somebody means this fingerprint by a text, in whatever spelling: with its prefix
  /// (`SHA256:`, `MD5:`) or without, base64 with padding or without, hexadecimal with colons or
  /// without and in either case.
  public func matches(_ text: String) -> Bool {
    FingerprintSpelling(text)?.matches(self) ?? false
  }

  static func sha256(_ hash: [UInt8]) -> Fingerprint {
    Fingerprint(kind: .sha256, text: "SHA256:" + base64(hash, padded: false))
  }

  static func md5(_ hash: [UInt8]) -> Fingerprint {
    Fingerprint(kind: .md5, text: "MD5:" + colonHexadecimal(hash))
  }

  /// EC2's, of an RSA key that it created, from the hash of the private half.
  package static func ec2Created(rsa hash: [UInt8]) -> Fingerprint { ec2(.ec2Created, rsa: hash) }

  static func ec2(_ kind: Kind, rsa hash: [UInt8]) -> Fingerprint {
    Fingerprint(kind: kind, text: colonHexadecimal(hash))
  }

  static func ec2(_ kind: Kind, ed25519 hash: [UInt8]) -> Fingerprint {
    Fingerprint(kind: kind, text: base64(hash, padded: true))
  }

  // Text is made of bytes: made of characters, it took longer than the hash.
  private static func colonHexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(3 * bytes.count)
    for byte in bytes {
      if !text.isEmpty { text.append(UInt8(ascii: ":")) }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  // RFC 4648 §4. A hash is short and public: the general coder for key material is the formats'.
  private static func base64(_ bytes: [UInt8], padded: Bool) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var bits: UInt32 = 0
      for offset in 0..<3 {
        bits = bits << 8 | (offset < count ? UInt32(bytes[start + offset]) : 0)
      }
      for digit in 0...count { text.append(alphabet[Int(bits >> UInt32(18 - 6 * digit) & 63)]) }
      if padded { text += repeatElement(UInt8(ascii: "="), count: 3 - count) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Fingerprint: CustomStringConvertible {
  public var description: String { text }
}
