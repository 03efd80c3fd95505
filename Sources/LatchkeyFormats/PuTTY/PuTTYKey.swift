internal import LatchkeyCrypto
internal import LatchkeyKeys

/// A private key in PuTTY's format, locked or not.
struct PuTTYKey: SealedPrivateKey {
  /// Bytes of a block of AES.
  static let blockSize = 16
  private static let name = "PuTTY key"

  private let file: PuTTYFile

  init(_ file: PuTTYFile) throws(FormatError) {
    self.file = file
    guard file.lock == nil || file.privateBlob.count.isMultiple(of: Self.blockSize) else {
      throw FormatError(
        .damaged,
        "\(Self.name): a private half of \(file.privateBlob.count) bytes is no whole AES blocks",
        publicKey: file.publicHalf.publicKey)
    }
  }

  /// The half that anyone may see.
  private var publicKey: PublicKey { file.publicHalf.publicKey }
  var format: KeyFormat { file.version.format }
  var encryption: KeyEncryption? { file.lock?.encryption }
  var comment: KeyComment { KeyComment(file.publicHalf.comment) }

  func open(_ passphrase: Passphrase) throws(FormatError) -> PrivateKey {
    guard let lock = file.lock else { return try openPlain() }
    for spelling in PassphraseSpellings.of(passphrase) {
      if let key = try unlock(lock, spelling) { return key }
    }
    throw FormatError.wrongPassphrase(lock.encryption, publicKey: publicKey)
  }

  /// The key, where it is not encrypted.
  func openPlain() throws(FormatError) -> PrivateKey {
    let isAuthentic: Bool
    do {
      isAuthentic = try file.isAuthentic(
        file.privateBlob.bytes, macKey: try PuTTYLock.plainMACKey(file.version))
    } catch {
      throw FormatError(error, while: Self.name).naming(publicKey)
    }
    guard isAuthentic else {
      throw FormatError(
        .damaged,
        "\(Self.name): the MAC does not match: the file was changed or damaged, the comment included",
        publicKey: publicKey)
    }
    return try key(file.privateBlob.bytes)
  }

  /// `nil` where the MAC shows that the passphrase is wrong.
  private func unlock(
    _ lock: PuTTYLock, _ passphrase: Passphrase
  ) throws(FormatError) -> PrivateKey? {
    guard let plain = try decrypt(lock, passphrase) else { return nil }
    return try key(plain)
  }

  private func decrypt(
    _ lock: PuTTYLock, _ passphrase: Passphrase
  ) throws(FormatError) -> SecretBytes? {
    do {
      let keys = try lock.keys(passphrase)
      let plain = try SymmetricCipher.aes256CBC.decrypt(
        file.privateBlob.bytes, key: keys.cipher, iv: keys.iv)
      guard try file.isAuthentic(plain, macKey: keys.mac) else { return nil }
      return plain
    } catch {
      throw FormatError(error, while: Self.name).naming(publicKey)
    }
  }

  private func key(_ plain: borrowing SecretBytes) throws(FormatError) -> PrivateKey {
    let components: PrivateKeyComponents?
    do {
      components = try PuTTYPrivateBlob.read(plain, publicKey, allowsPadding: file.lock != nil)
    } catch {
      throw FormatError(error, in: Self.name).naming(publicKey)
    }
    guard let components else {
      throw FormatError(
        .unsupported,
        "\(Self.name): \(file.publicHalf.algorithm) keys have no private half in this format",
        publicKey: publicKey)
    }
    return try PrivateKey(reading: components, comment: comment, of: publicKey)
  }
}

extension PuTTYKey {
  /// The key for the list of a file's keys; checked, unless it is locked.
  func entry(line: Int?) throws(FormatError) -> KeyFile.Entry {
    guard file.privateBlob.count > 0 else { return .publicKey(file.publicHalf.entry(line: line)) }
    guard let encryption else {
      return .privateKey(
        EncodedPrivateKey(plain: try openPlain(), format: format, line: line, comment: comment))
    }
    return .privateKey(
      EncodedPrivateKey(
        sealed: self, format: format, line: line, encryption: encryption, publicKey: publicKey,
        comment: comment))
  }
}
