internal import LatchkeyCrypto
internal import LatchkeyKeys

/// The PEM labels that stand before keys, each with the reader of what follows. The content must be
/// what the label says.
enum PEMKeyKind {
  case openssh, pkcs1, sec1, dsa, pkcs8, encryptedPKCS8, spki, pkcs1Public

  /// `nil` for labels of other things.
  init?(label: String) {
    switch label {
    case OpenSSHKey.label: self = .openssh
    case PKCS1.label: self = .pkcs1
    case SEC1.label: self = .sec1
    case DSAKey.label: self = .dsa
    case PKCS8.label: self = .pkcs8
    case PKCS8.encryptedLabel: self = .encryptedPKCS8
    case SPKI.label: self = .spki
    case PKCS1.publicLabel: self = .pkcs1Public
    default: return nil
    }
  }

  /// The key in a block.
  func read(_ block: PEMBlock) throws(FormatError) -> KeyFile.Entry {
    switch self {
    case .openssh:
      .privateKey(try OpenSSHKey(block.body).entry(line: block.line))
    case .pkcs1: .privateKey(try traditional(.pkcs1, block))
    case .sec1: .privateKey(try traditional(.sec1, block))
    case .dsa: .privateKey(try traditional(.dsa, block))
    case .pkcs8:
      .privateKey(
        EncodedPrivateKey(
          plain: try PrivateKey(reading: try PKCS8.privateKey(block.body)), format: .pkcs8,
          line: block.line))
    case .encryptedPKCS8:
      .privateKey(try EncryptedPKCS8(block.body).entry(line: block.line))
    case .spki:
      .publicKey(publicKey(try SPKI.publicKey(block.body), .spki, block))
    case .pkcs1Public:
      .publicKey(publicKey(try PKCS1.publicKey(block.body), .pkcs1Public, block))
    }
  }

  private func traditional(
    _ format: KeyFormat, _ block: PEMBlock
  ) throws(FormatError) -> EncodedPrivateKey {
    let key = TraditionalKey(format: format)
    guard let lock = try TraditionalEncryption(block) else {
      return EncodedPrivateKey(
        plain: try PrivateKey(reading: try key.components(block.body)), format: format,
        line: block.line)
    }
    return EncodedPrivateKey(
      sealed: EncryptedTraditionalKey(key: key, lock: lock, data: block.body), format: format,
      line: block.line, encryption: lock.encryption)
  }

  private func publicKey(
    _ key: PublicKey, _ format: KeyFormat, _ block: PEMBlock
  ) -> EncodedPublicKey {
    EncodedPublicKey(
      format: format, line: block.line, publicKey: key, comment: "", options: [])
  }
}
