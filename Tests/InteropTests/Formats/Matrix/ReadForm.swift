import LatchkeyFormats

/// A form that latchkey found a peer's file in.
struct ReadForm: Hashable, Sendable {
  let format: KeyFormat
  let isEncrypted: Bool

  /// The rows of the table.
  static let all: [ReadForm] = [
    .openssh, .pkcs1, .sec1, .dsa, .pkcs8, .ppk3, .ppk2, .sshcom, .authorizedKeys, .rfc4716,
    .spki, .pkcs1Public,
  ].flatMap { (format: KeyFormat) in
    [false, true].map { ReadForm(format: format, isEncrypted: $0) }
  }

  var title: String { "`\(format.rawValue)`\(isEncrypted ? ", passphrase" : "")" }

  /// Whether the form has a place for a comment.
  var holdsComment: Bool {
    switch format {
    case .openssh, .ppk2, .ppk3, .sshcom, .authorizedKeys, .rfc4716: true
    default: false
    }
  }

  /// Whether the form has a place for that kind of key.
  func holds(_ key: MatrixKey) -> Bool {
    switch format {
    case .pkcs1, .pkcs1Public: key == .rsa
    case .sec1: key.kindName == "ECDSA"
    case .dsa: key == .dsa
    case .sshcom: key == .rsa || key == .dsa
    default: true
    }
  }
}
