/// How a private key is locked.
public struct KeyEncryption: Hashable, Sendable {
  /// The cipher, as its format names it: `aes256-ctr`, `AES-256-CBC`.
  public let cipher: String
  /// How the passphrase becomes the cipher's key.
  public let derivation: KeyDerivation
}

extension KeyEncryption: CustomStringConvertible {
  /// `aes256-ctr under bcrypt, 24 rounds`.
  public var description: String { "\(cipher) under \(derivation)" }
}
