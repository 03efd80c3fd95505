internal import LatchkeyCrypto
internal import LatchkeyKeys

/// A private key as its format keeps it locked. Each format family has one.
protocol SealedPrivateKey: Sendable {
  /// The key, unlocked with the passphrase and checked.
  ///
  /// Throws `.wrongPassphrase` where the content shows that the passphrase is not the right one.
  func open(_ passphrase: Passphrase) throws(FormatError) -> PrivateKey
}
