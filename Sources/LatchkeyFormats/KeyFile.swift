public import LatchkeyCrypto
internal import LatchkeyKeys

/// The keys in a file, of whatever format: the one way in.
///
///     let file = try KeyFile.read(bytes)
///     for case .privateKey(let locked) in file.entries {
///       let key = try locked.decrypt(passphrase: passphrase)
///     }
///
/// The format is found out from the content, never from a name.
public struct KeyFile: Sendable {
  /// What a file holds.
  public enum Entry: Sendable {
    /// A private key, locked or not.
    case privateKey(EncodedPrivateKey)
    /// A public key.
    case publicKey(EncodedPublicKey)
    /// A public key that an authority has certified.
    case certificate(EncodedCertificate)
  }

  /// The keys in their order; at least one.
  public let entries: [Entry]
  /// Whether a UTF-8 byte order mark stands before everything, as editors on Windows put it there.
  public let hasByteOrderMark: Bool

  /// Reads the content of a file, and wipes it.
  ///
  /// A private key that is not encrypted is checked at once; an encrypted one once it is decrypted.
  ///
  /// - Throws: `.empty`, `.unknownFormat`, `.notAKey`, `.truncated`, `.damaged`, `.unsupported`,
  ///   `.boundExceeded`.
  public static func read(_ bytes: consuming SecretBytes) throws(FormatError) -> KeyFile {
    guard bytes.count <= FormatLimits.keyListSize else {
      throw FormatError(
        .boundExceeded,
        """
        \(bytes.count) bytes are more than any list of keys has: at most \
        \(FormatLimits.keyListSize) are read
        """)
    }
    let file = SharedSecret(bytes)
    if let entries = try BinaryKeyFile.read(file) {
      return KeyFile(entries: entries, hasByteOrderMark: false)
    }
    let scanner = try KeyFileScanner(file)
    return KeyFile(
      entries: try scanner.scan(), hasByteOrderMark: TextLine.hasByteOrderMark(file))
  }

  /// Reads the content of a file that holds no secret, or in tests.
  public static func read(_ bytes: some Collection<UInt8>) throws(FormatError) -> KeyFile {
    try read(SecretBytes(copying: bytes))
  }

  /// The one private key of a file.
  ///
  /// - Throws: `.publicWherePrivate` where there are public keys and certificates alone; `.unsupported` where there
  ///   are several private ones.
  public func privateKey() throws(FormatError) -> EncodedPrivateKey {
    var found: EncodedPrivateKey?
    for case .privateKey(let key) in entries {
      guard found == nil else {
        throw FormatError(
          .unsupported, "several private keys in one file, where one is needed", line: key.line)
      }
      found = key
    }
    if let found { return found }
    switch entries.first {
    case .certificate(let encoded):
      throw FormatError(
        .publicWherePrivate,
        "a certificate (\(encoded.certificate.name)), where the private key is needed",
        publicKey: encoded.certificate.publicKey)
    case .publicKey(let encoded):
      throw FormatError(
        .publicWherePrivate,
        "a public key (\(encoded.publicKey.algorithm.name)), where the private one is needed",
        publicKey: encoded.publicKey)
    case .privateKey, nil:
      throw FormatError(.unknownFormat, "no key")
    }
  }

  /// The public keys of a file, where it is meant to hold nothing else.
  ///
  /// - Throws: `.privateWherePublic` where there is a private key, which should not lie about in
  ///   the place of a public one; `.unsupported` where there is a certificate.
  public func publicKeys() throws(FormatError) -> [EncodedPublicKey] {
    var keys: [EncodedPublicKey] = []
    for entry in entries {
      switch entry {
      case .publicKey(let encoded):
        keys.append(encoded)
      case .privateKey(let encoded):
        let name = encoded.publicKey.map { " (\($0.algorithm.name))" } ?? ""
        throw FormatError(
          .privateWherePublic,
          "a private key\(name), where the public one is needed: give the .pub file",
          publicKey: encoded.publicKey, line: entries.count > 1 ? encoded.line : nil)
      case .certificate(let encoded):
        throw FormatError(
          .unsupported,
          "a certificate (\(encoded.certificate.name)), where a plain public key is needed",
          publicKey: encoded.certificate.publicKey, line: entries.count > 1 ? encoded.line : nil)
      }
    }
    return keys
  }
}
