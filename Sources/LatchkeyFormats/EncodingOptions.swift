public import LatchkeyCrypto

/// How a private key is written. The defaults are what a careful peer would choose today.
public struct EncodingOptions: Sendable {
  /// Locks the key; `nil` or an empty one writes it plain.
  public var passphrase: Passphrase?
  /// Rounds of bcrypt for openssh-key-v1; 24 is ssh-keygen's own default.
  public var bcryptRounds: Int
  /// Cost of Argon2 for PPK version 3.
  public var argon2: Argon2Parameters
  /// Iterations of PBKDF2-HMAC-SHA-256 for PKCS#8; 600,000 is OWASP's advice of 2023.
  public var pbkdf2Iterations: Int
  /// Salt to take instead of a random one, so that a test can compare with a peer's file.
  package var salt: [UInt8]?

  /// Options; each has a default.
  public init(
    passphrase: Passphrase? = nil, bcryptRounds: Int = 24,
    argon2: Argon2Parameters = .puttyDefault, pbkdf2Iterations: Int = 600_000
  ) {
    self.passphrase = passphrase
    self.bcryptRounds = bcryptRounds
    self.argon2 = argon2
    self.pbkdf2Iterations = pbkdf2Iterations
  }

  /// The passphrase, if it is one: PuTTY and OpenSSH both take an empty one for none.
  var effectivePassphrase: Passphrase? {
    guard let passphrase, !passphrase.isEmpty else { return nil }
    return passphrase
  }
}
