import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import Testing

/// A form that latchkey writes keys in: a row of the matrix.
enum WrittenForm: Hashable, Sendable {
  case plain(PrivateKeyFormat)
  case locked(PrivateKeyFormat)
  /// PPK version 3 under one of its derivations.
  case argon2(Argon2Parameters.Flavour)
  case publicHalf(PublicKeyFormat)

  static let all: [WrittenForm] = [
    .plain(.openssh), .locked(.openssh), .plain(.pem), .locked(.pem), .plain(.pkcs1),
    .plain(.sec1), .plain(.pkcs8), .locked(.pkcs8), .plain(.ppk3), .argon2(.argon2id),
    .argon2(.argon2i), .argon2(.argon2d), .plain(.ppk2), .locked(.ppk2),
    .publicHalf(.authorizedKeys), .publicHalf(.rfc4716), .publicHalf(.spki),
    .publicHalf(.pkcs1Public),
  ]

  /// What the tables call it: the name that `--to` takes, and how it is locked.
  var title: String {
    switch self {
    case .plain(let format): "`\(format.rawValue)`"
    case .locked(let format): "`\(format.rawValue)`, passphrase"
    case .argon2(let flavour): "`ppk3`, passphrase, \(flavour.rawValue)"
    case .publicHalf(let format): "`\(format.rawValue)`"
    }
  }

  var isPublic: Bool { if case .publicHalf = self { true } else { false } }

  var isEncrypted: Bool {
    switch self {
    case .locked, .argon2: true
    case .plain, .publicHalf: false
    }
  }

  /// Whether it is one of PuTTY's own.
  var isPuTTY: Bool {
    switch self {
    case .plain(let format), .locked(let format): format == .ppk2 || format == .ppk3
    case .argon2: true
    case .publicHalf: false
    }
  }

  /// Whether the form has a place for that kind of key.
  func holds(_ key: MatrixKey) -> Bool {
    switch self {
    case .plain(.pkcs1), .publicHalf(.pkcs1Public): key == .rsa
    case .plain(.sec1): key.kindName == "ECDSA"
    default: true
    }
  }

  /// Whether that file is openssh-key-v1: what EC2's PEM is where its older forms would not do.
  func isOpenSSH(_ key: MatrixKey) -> Bool {
    switch self {
    case .plain(.openssh), .locked(.openssh), .locked(.pem): true
    case .plain(.pem): key != .rsa && key.kindName != "ECDSA"
    default: false
    }
  }

  /// Whether that file has a place for a comment.
  func holdsComment(_ key: MatrixKey) -> Bool {
    switch self {
    case .publicHalf(let format): format == .authorizedKeys || format == .rfc4716
    default: isPuTTY || isOpenSSH(key)
    }
  }

  /// The file of a key.
  func encode(_ key: PrivateKey) throws -> [UInt8] {
    var options = EncodingOptions()
    if isEncrypted { options.passphrase = Passphrase(utf8: MatrixKey.passphrase) }
    // One kind at the full cost shows that peers take it.
    if key.publicKey.algorithm != .ed25519 {
      options.bcryptRounds = 2
      options.pbkdf2Iterations = 2048
      options.argon2 = Argon2Parameters(memory: 1024, passes: 2)
    }
    switch self {
    case .plain(let format), .locked(let format):
      return try key.encoded(as: format, options: options).publicBytes()
    case .argon2(let flavour):
      options.argon2.flavour = flavour
      return try key.encoded(as: .ppk3, options: options).publicBytes()
    case .publicHalf(let format):
      return try key.publicKey.encoded(as: format, comment: key.comment)
    }
  }
}

extension WrittenForm: CustomTestStringConvertible {
  var testDescription: String { title.filter { $0 != "`" } }
}
