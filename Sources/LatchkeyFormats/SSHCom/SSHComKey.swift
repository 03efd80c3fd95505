internal import LatchkeyCrypto
internal import LatchkeyKeys

/// A private key of ssh.com's programs, which call it encrypted even where it is not. No document
/// describes it; OpenSSH and PuTTY agree on:
///
///     uint32  0x3f6ff9eb
///     uint32  bytes of the whole
///     string  type: if-modn{sign{rsa-… or dl-modp{sign{dsa-…
///     string  cipher: none or 3des-cbc
///     string  what is encrypted: uint32 length, the numbers, padding
struct SSHComKey: SealedPrivateKey {
  static let frame = SSH2Armour.Frame(
    begin: "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----",
    end: "---- END SSH2 ENCRYPTED PRIVATE KEY ----")
  static let name = "ssh.com key"
  private static let magic: UInt32 = 0x3F6F_F9EB
  private static let cipher = SymmetricCipher.tripleDESCBC

  private let kind: SSHComPrivateBlob
  private let isEncrypted: Bool
  private let comment: KeyComment
  private let data: SharedSecret

  /// Reads what is inside of the armour.
  init(
    _ file: SharedSecret, lines: [TextLine], _ armour: SSH2Armour
  ) throws(FormatError) {
    comment = armour.comment
    let content: SecretBytes
    do {
      content = try Base64.decode(file, armour.body)
    } catch {
      throw error.formatError(Self.name, in: file, lines: lines)
    }
    let type: String
    let cipherName: String
    do throws(WireError) {
      let length = content.count
      var reader = SSHReader(content)
      guard try reader.readUInt32() == Self.magic else {
        throw WireError("it does not begin with 3f6ff9eb, as all such keys do")
      }
      let claimed = try reader.readUInt32()
      guard claimed == UInt32(length) else {
        throw WireError("\(claimed) bytes long by its own words, and \(length) in truth")
      }
      type = try reader.readName()
      cipherName = try reader.readName()
      data = SharedSecret(try reader.readString())
      try reader.expectEnd()
    } catch {
      throw FormatError(error, in: Self.name)
    }
    guard let kind = SSHComPrivateBlob(type: type) else {
      throw FormatError(.unsupported, "\(Self.name): neither RSA nor DSA, which are known")
    }
    guard cipherName == "none" || cipherName == "3des-cbc" else {
      throw FormatError(
        .unsupported,
        "\(Self.name): encrypted with \(Shown.name(cipherName)); only \"3des-cbc\" is known")
    }
    self.kind = kind
    isEncrypted = cipherName != "none"
    guard !isEncrypted || data.count.isMultiple(of: Self.cipher.blockSize) else {
      throw FormatError(
        .damaged, "\(Self.name): \(data.count) bytes are no whole blocks of 3des-cbc")
    }
  }

  func open(_ passphrase: Passphrase) throws(FormatError) -> PrivateKey {
    for spelling in PassphraseSpellings.of(passphrase) {
      let plain: SecretBytes
      do {
        plain = try decrypt(spelling)
      } catch {
        throw FormatError(error, while: Self.name)
      }
      // Nothing vouches for the content but its own lengths, which a wrong passphrase leaves in
      // order once in millions of times, and the relations between the numbers.
      guard let components = try? kind.read(plain, allowsPadding: true) else { continue }
      return try PrivateKey(reading: components, comment: comment)
    }
    throw FormatError.wrongPassphrase(encryption)
  }

  /// The key, where it is not encrypted.
  private func openPlain() throws(FormatError) -> PrivateKey {
    let components: PrivateKeyComponents
    do {
      components = try kind.read(data.bytes, allowsPadding: false)
    } catch {
      throw FormatError(error, in: Self.name)
    }
    return try PrivateKey(reading: components, comment: comment)
  }

  private var encryption: KeyEncryption {
    KeyEncryption(cipher: "3des-cbc", derivation: .md5)
  }

  /// The key is MD5(passphrase) ‖ MD5(passphrase ‖ the first), of which 24 bytes are taken.
  private func decrypt(_ passphrase: Passphrase) throws(CryptoError) -> SecretBytes {
    let first = try Digest.md5.hash(secret: passphrase.bytes)
    var hasher = try Digest.Hasher(.md5)
    try hasher.update(passphrase.bytes)
    try hasher.update(first)
    var key = SecretAssembly(first)
    key.append(try hasher.finish())
    return try Self.cipher.decrypt(
      data.bytes, key: key.finish().slice(0..<Self.cipher.keyLength),
      iv: SecretBytes(copying: [UInt8](repeating: 0, count: Self.cipher.ivLength)))
  }
}

extension SSHComKey {
  /// The key for the list of a file's keys; checked, unless it is locked.
  func entry(line: Int?) throws(FormatError) -> EncodedPrivateKey {
    guard isEncrypted else {
      return EncodedPrivateKey(
        plain: try openPlain(), format: .sshcom, line: line, comment: comment)
    }
    return EncodedPrivateKey(
      sealed: self, format: .sshcom, line: line, encryption: encryption, comment: comment)
  }
}
