internal import LatchkeyCrypto
internal import LatchkeyKeys

/// A private key in openssh-key-v1, locked or not.
struct OpenSSHKey: SealedPrivateKey {
  static let label = "OPENSSH PRIVATE KEY"
  private static let name = "openssh-key-v1"

  /// The half that anyone may see, in front of the locked one.
  let publicKey: PublicKey
  /// `nil` where the key is not encrypted.
  let lock: OpenSSHLock?
  private let section: SharedSecret

  init(_ file: SharedSecret) throws(FormatError) {
    let envelope: OpenSSHEnvelope
    do {
      envelope = try OpenSSHEnvelope(file.bytes)
    } catch {
      throw FormatError(error, in: Self.name)
    }
    guard envelope.keys == 1 else {
      throw FormatError(
        .unsupported, "\(Self.name): \(envelope.keys) keys in one file, where only one is allowed")
    }
    do {
      publicKey = try PublicKey(blob: envelope.publicBlob)
    } catch {
      throw FormatError(error)
    }
    lock = try OpenSSHLock(envelope)
    section = envelope.section
    let blockSize = lock?.cipher.blockSize ?? 8
    let length = section.count - (lock?.cipher.tagLength ?? 0)
    guard length > 0, lock == nil || length.isMultiple(of: blockSize) else {
      throw FormatError(
        .damaged,
        "\(Self.name): a private section of \(length) bytes is no whole blocks of \(blockSize)",
        publicKey: publicKey)
    }
  }

  func open(_ passphrase: Passphrase) throws(FormatError) -> PrivateKey {
    guard let lock else { return try openPlain() }
    // bcrypt takes no empty passphrase, so none can have been the right one.
    guard !passphrase.isEmpty else {
      throw FormatError.wrongPassphrase(lock.encryption, publicKey: publicKey)
    }
    for spelling in PassphraseSpellings.of(passphrase) {
      guard let plain = try decrypt(lock, spelling), let key = try key(plain) else { continue }
      return key
    }
    throw FormatError.wrongPassphrase(lock.encryption, publicKey: publicKey)
  }

  /// The key, where it is not encrypted.
  func openPlain() throws(FormatError) -> PrivateKey {
    guard let key = try key(section.bytes.copy()) else {
      throw FormatError(
        .damaged, "\(Self.name): the two check numbers differ: the private half is damaged",
        publicKey: publicKey)
    }
    return key
  }

  /// The comment of a key that is not encrypted; security keys included.
  func plainComment() -> KeyComment? {
    guard lock == nil, let section = try? OpenSSHSection.read(section.bytes.copy()) else {
      return nil
    }
    return section.comment
  }

  /// `nil` where the authentication tag shows that the passphrase is wrong.
  private func decrypt(
    _ lock: OpenSSHLock, _ passphrase: Passphrase
  ) throws(FormatError) -> SecretBytes? {
    do {
      return try lock.cipher.decrypt(section.bytes, keyAndIV: try lock.deriveKey(passphrase))
    } catch {
      guard error.code == .authenticationFailed else {
        throw FormatError(error, while: lock.cipher.rawValue).naming(publicKey)
      }
      return nil
    }
  }

  /// The key in a section in plain text; `nil` where its check numbers differ.
  private func key(_ plain: consuming SecretBytes) throws(FormatError) -> PrivateKey? {
    let section: OpenSSHSection
    do {
      guard let found = try OpenSSHSection.read(plain) else { return nil }
      section = found
    } catch {
      throw FormatError(error, in: Self.name).naming(publicKey)
    }
    let comment = section.comment
    switch section.takeContents() {
    case .key(let components):
      return try PrivateKey(reading: components, comment: comment, of: publicKey)
    case .securityKey(let components):
      guard components.blob == publicKey.blob else {
        throw FormatError(
          .damaged, "the private half does not belong to the public half of the same file",
          publicKey: publicKey)
      }
      throw FormatError(
        .unsupported,
        """
        a security key (\(publicKey.algorithm.name)): the file holds a handle, and the private key \
        never leaves the authenticator
        """, publicKey: publicKey)
    case .unknown(let name):
      throw FormatError(
        .unsupported, "\(Self.name): an unknown algorithm, \(Shown.name(name))",
        publicKey: publicKey)
    }
  }
}

extension OpenSSHKey {
  /// The key for the list of a file's keys; checked, unless it is locked.
  func entry(line: Int?) throws(FormatError) -> EncodedPrivateKey {
    if let lock {
      return EncodedPrivateKey(
        sealed: self, format: .openssh, line: line, encryption: lock.encryption,
        publicKey: publicKey)
    }
    do {
      let key = try openPlain()
      return EncodedPrivateKey(plain: key, format: .openssh, line: line, comment: key.comment)
    } catch {
      // A security key is in order, but has nothing to give out.
      guard error.code == .unsupported else { throw error }
      return EncodedPrivateKey(
        withheld: error, format: .openssh, line: line, publicKey: publicKey,
        comment: plainComment())
    }
  }
}
