internal import LatchkeyCrypto
internal import LatchkeyKeys

extension FormatError {
  /// A key that the parser could read and that is none.
  init(_ error: KeyError, publicKey: PublicKey? = nil) {
    let code: Code =
      switch error.code {
      case .unsupportedSize: .boundExceeded
      case .unknownAlgorithm, .unsuitableAlgorithm: .unsupported
      case .malformedPublicKey, .malformedCertificate, .badSignature, .inconsistentKey: .damaged
      case .cryptoFailure: .libraryFailure
      }
    self.init(code, error.reason, publicKey: publicKey, cause: .key(error))
  }

  /// A primitive that failed. `name` says what it was needed for.
  init(_ error: CryptoError, while name: String) {
    let code: Code =
      switch error.code {
      case .invalidKey: .damaged
      case .unsupported: .unsupported
      default: .libraryFailure
      }
    self.init(code, "\(name): \(error.reason)", cause: .crypto(error))
  }

  /// SSH data types that do not fit together. `name` says in what.
  init(_ error: WireError, in name: String) {
    self.init(.damaged, "\(name): \(error.reason)")
  }

  /// A passphrase that does not unlock a key.
  static func wrongPassphrase(
    _ encryption: KeyEncryption, publicKey: PublicKey? = nil
  ) -> FormatError {
    FormatError(
      .wrongPassphrase,
      "the passphrase does not unlock the private key (\(encryption)), or the file is damaged",
      publicKey: publicKey)
  }

  /// A key that is locked, and no passphrase.
  static func passphraseRequired(
    _ encryption: KeyEncryption, publicKey: PublicKey?
  ) -> FormatError {
    FormatError(
      .passphraseRequired,
      "the private key is encrypted (\(encryption)) and no passphrase was given",
      publicKey: publicKey)
  }

  /// The same error for a key that shows its public half.
  func naming(_ publicKey: PublicKey?) -> FormatError {
    var error = self
    error.publicKey = error.publicKey ?? publicKey
    return error
  }

  /// The same error for a key that begins in a line.
  func inLine(_ line: Int?) -> FormatError {
    var error = self
    error.line = error.line ?? line
    return error
  }
}
