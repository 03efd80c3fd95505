internal import LatchkeyCrypto
internal import LatchkeyKeys

/// The PEM labels that stand before keys, each with the reader of what follows.
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

  /// The kind of a DER structure, which says by itself what it is, by the types of its first
  /// elements; `nil` where it is none of them.
  ///
  ///     PKCS#8         INTEGER, SEQUENCE, …        encrypted    SEQUENCE, OCTET STRING
  ///     PKCS#1         INTEGER × 9                 SPKI         SEQUENCE, BIT STRING
  ///     PKCS#1 public  INTEGER × 2                 SEC1         INTEGER, OCTET STRING, …
  ///     DSA            INTEGER × 6
  init?(der: SharedSecret) {
    var outer = DERReader(der, name: "")
    guard var inside = try? outer.inside() else { return nil }
    var tags: [UInt8] = []
    while let tag = inside.nextTag, tags.count < 10 {
      guard (try? inside.skip()) != nil else { return nil }
      tags.append(tag)
    }
    let integer = DERTag.integer
    switch tags {
    case [DERTag.sequence, DERTag.octetString]: self = .encryptedPKCS8
    case [DERTag.sequence, DERTag.bitString]: self = .spki
    case [integer, integer]: self = .pkcs1Public
    case _ where tags.starts(with: [integer, DERTag.sequence]): self = .pkcs8
    case _ where tags.starts(with: [integer, DERTag.octetString]): self = .sec1
    case _ where tags.count == 9 && tags.allSatisfy({ $0 == integer }): self = .pkcs1
    case _ where tags.count == 6 && tags.allSatisfy({ $0 == integer }): self = .dsa
    default: return nil
    }
  }

  /// What stands after BEGIN.
  private var label: String {
    switch self {
    case .openssh: OpenSSHKey.label
    case .pkcs1: PKCS1.label
    case .sec1: SEC1.label
    case .dsa: DSAKey.label
    case .pkcs8: PKCS8.label
    case .encryptedPKCS8: PKCS8.encryptedLabel
    case .spki: SPKI.label
    case .pkcs1Public: PKCS1.publicLabel
    }
  }

  private var isPublic: Bool { self == .spki || self == .pkcs1Public }

  /// The key in a block. People and programs (wolfSSL's) write a private key under the label of
  /// another format: then what it holds decides. A public key under a private one's label, or the
  /// other way round, is no mistake that anybody could make and not want to know of.
  func read(_ block: PEMBlock) throws(FormatError) -> KeyFile.Entry {
    guard block.headers.isEmpty, let found = PEMKeyKind(der: block.body), found != self else {
      return try entry(block)
    }
    guard self != .openssh, found.isPublic == isPublic else {
      throw FormatError(
        .damaged,
        """
        labelled "\(block.label)", but what it holds belongs under "\(found.label)": one of the two \
        was changed
        """)
    }
    return try found.entry(block)
  }

  private func entry(_ block: PEMBlock) throws(FormatError) -> KeyFile.Entry {
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
