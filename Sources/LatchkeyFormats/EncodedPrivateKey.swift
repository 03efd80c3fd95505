public import LatchkeyCrypto
public import LatchkeyKeys

/// A private key as a file holds it, locked or not.
public struct EncodedPrivateKey: Sendable {
  private enum Contents: Sendable {
    /// Not encrypted: read and checked already.
    case plain(PrivateKey)
    case sealed(any SealedPrivateKey, KeyEncryption)
    /// Well-formed, but with no private key that could be given out.
    case withheld(FormatError)
  }

  /// The format it was found in.
  public let format: KeyFormat
  /// The line that it begins in, from 1; `nil` in binary files.
  public let line: Int?
  /// How it is encrypted; `nil` where it is not.
  public let encryption: KeyEncryption?
  /// The public half; `nil` where the format hides it inside what is encrypted, as PKCS#8 does.
  public let publicKey: PublicKey?
  /// The comment; `nil` where the format has none or hides it.
  public let comment: KeyComment?

  private let contents: Contents

  /// A key that is not encrypted.
  init(
    plain key: PrivateKey, format: KeyFormat, line: Int?, comment: KeyComment? = nil
  ) {
    self.format = format
    self.line = line
    encryption = nil
    publicKey = key.publicKey
    self.comment = comment
    contents = .plain(key)
  }

  /// A key that is encrypted.
  init(
    sealed key: any SealedPrivateKey, format: KeyFormat, line: Int?, encryption: KeyEncryption,
    publicKey: PublicKey? = nil, comment: KeyComment? = nil
  ) {
    self.format = format
    self.line = line
    self.encryption = encryption
    self.publicKey = publicKey
    self.comment = comment
    contents = .sealed(key, encryption)
  }

  /// A key that can be looked at but not used.
  init(
    withheld reason: FormatError, format: KeyFormat, line: Int?, publicKey: PublicKey,
    comment: KeyComment?
  ) {
    self.format = format
    self.line = line
    encryption = nil
    self.publicKey = publicKey
    self.comment = comment
    contents = .withheld(reason)
  }

  /// What a careful reader should know about the key and its file.
  public var warnings: [String] {
    (publicKey.map(KeyWarnings.of) ?? []) + (encryption.map(KeyWarnings.of) ?? [])
  }

  /// The key itself, unlocked and checked.
  ///
  /// - Parameter passphrase: ignored where the key is not encrypted.
  /// - Throws: `.passphraseRequired`, `.wrongPassphrase`; `.damaged` or `.unsupported` where what
  ///   was unlocked is no usable key. Each carries the public half where the format shows it.
  public func decrypt(passphrase: Passphrase? = nil) throws(FormatError) -> PrivateKey {
    switch contents {
    case .plain(let key):
      return key
    case .withheld(let error):
      throw error
    case .sealed(let key, let encryption):
      guard let passphrase else {
        throw FormatError.passphraseRequired(encryption, publicKey: publicKey)
      }
      return try key.open(passphrase)
    }
  }
}
