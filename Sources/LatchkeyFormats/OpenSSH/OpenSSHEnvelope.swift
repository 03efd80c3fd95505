internal import LatchkeyCrypto
internal import LatchkeyKeys

/// The outside of an openssh-key-v1 (OpenSSH's PROTOCOL.key §1):
///
///     byte[]  "openssh-key-v1" NUL
///     string  cipher name
///     string  KDF name
///     string  KDF options: empty, or string salt, uint32 rounds
///     uint32  number of keys, 1
///     string  public key
///     string  private section, encrypted and padded
///     byte[]  authentication tag, for the ciphers that have one
struct OpenSSHEnvelope {
  static let magic: [UInt8] = Array("openssh-key-v1".utf8) + [0]

  let cipher: String
  let derivation: String
  let options: [UInt8]
  let keys: UInt32
  let publicBlob: [UInt8]
  /// The private section, and the tag where there is one.
  let section: SharedSecret

  init(_ file: borrowing SecretBytes) throws(WireError) {
    var reader = SSHReader(file.copy())
    guard try reader.readBytes(Self.magic.count).constantTimeEquals(Self.magic) else {
      throw WireError("does not begin with \"openssh-key-v1\"")
    }
    cipher = try reader.readName()
    derivation = try reader.readName()
    options = try reader.readPublicString()
    keys = try reader.readUInt32()
    guard keys == 1 else {
      publicBlob = []
      section = SharedSecret(SecretBytes(copying: []))
      return
    }
    publicBlob = try reader.readPublicString()
    let encrypted = try reader.readString()
    let tagLength = OpenSSHCipher(rawValue: cipher)?.tagLength ?? 0
    var whole = SecretAssembly(encrypted)
    whole.append(try reader.readBytes(tagLength))
    section = SharedSecret(whole.finish())
    try reader.expectEnd()
  }

  /// The bytes of a file.
  static func write(
    cipher: String, derivation: String, options: [UInt8], publicBlob: [UInt8],
    section: borrowing SecretBytes, tagLength: Int
  ) -> SecretBytes {
    var writer = SSHWriter(capacity: section.count + publicBlob.count + 256)
    writer.append(raw: magic)
    writer.append(string: cipher)
    writer.append(string: derivation)
    writer.append(string: options)
    writer.append(uint32: 1)
    writer.append(string: publicBlob)
    writer.append(uint32: UInt32(section.count - tagLength))
    writer.append(raw: section)
    return writer.finish()
  }
}
