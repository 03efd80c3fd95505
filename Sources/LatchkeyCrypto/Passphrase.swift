/// What unlocks a private key: bytes, since no key file format says how they are encoded.
///
/// A reference, so that one passphrase can serve many files without being copied; the bytes are
/// wiped when the last reference goes.
public final class Passphrase: Sendable {
  /// The passphrase itself.
  public let bytes: SecretBytes

  /// Takes the bytes over.
  public init(_ bytes: consuming SecretBytes) {
    self.bytes = bytes
  }

  /// The UTF-8 bytes of a string. A Swift string cannot be wiped: this is for passphrases that are
  /// no secret, such as those of tests.
  public convenience init(utf8 text: String) {
    self.init(SecretBytes(copying: text.utf8))
  }

  /// Whether there is nothing in it. OpenSSH and PuTTY take an empty passphrase for none.
  public var isEmpty: Bool { bytes.isEmpty }
}
