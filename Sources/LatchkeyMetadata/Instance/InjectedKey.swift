public import LatchkeyKeys

/// A public key that an instance lets in, under the name of its key pair.
public struct InjectedKey: Hashable, Sendable {
  /// The key pair's name: 1 to 255 printable ASCII characters; spaces and `=` within are fine.
  public let name: String
  /// The key.
  public let publicKey: PublicKey
  /// The key as an OpenSSH line, its comment the key pair's name (as EC2 hands it out), without a
  /// line end: `ssh-ed25519 AAAAC3… web`.
  public let line: String

  /// A key under a name.
  ///
  /// Whether a cloud takes the key is asked where it is injected.
  ///
  /// - Throws: ``MetadataError/Code/invalidValue`` for a name that EC2 would not take, or that
  ///   would break a listing.
  public init(_ publicKey: PublicKey, named name: String) throws(MetadataError) {
    try Self.check(name: name)
    self.name = name
    self.publicKey = publicKey
    line = Self.line(of: publicKey, named: name)
  }

  /// The SHA256 fingerprint, `SHA256:…`.
  public var fingerprint: String { publicKey.fingerprint.text }

  /// Whether a text is this key's fingerprint, in any spelling that is about: `SHA256:` with or
  /// without its prefix and its padding, MD5 in hexadecimal with or without its prefix and its
  /// colons, in either case, and the fingerprint that EC2 shows for an imported key.
  public func hasFingerprint(_ text: String) -> Bool {
    [Fingerprint.Kind.sha256, .md5, .ec2Imported].contains { kind in
      // Where libcrypto forbids MD5 there is no such fingerprint to be meant.
      (try? publicKey.fingerprint(kind))?.matches(text) ?? false
    }
  }

  /// EC2: "up to 255 ASCII characters, no leading or trailing spaces". A name is also a line of the
  /// `public-keys/` listing, so no control characters; and an entry that ends in `/` would be taken
  /// for a folder, which costs cloud-init all its metadata.
  private static func check(name: String) throws(MetadataError) {
    guard (1...255).contains(name.utf8.count), name.utf8.allSatisfy({ (0x20...0x7e).contains($0) })
    else {
      throw MetadataError(
        .invalidValue, "key name '\(name.printable)': expected 1 to 255 printable ASCII characters")
    }
    guard !name.hasPrefix(" "), !name.hasSuffix(" ") else {
      throw MetadataError(.invalidValue, "key name '\(name)' begins or ends with a space")
    }
    guard !name.hasSuffix("/") else {
      throw MetadataError(
        .invalidValue, "key name '\(name)' ends in '/': clients would take it for a folder")
    }
  }
}
