import LatchkeyFormats
public import LatchkeyKeys

/// A host key that is expected.
public enum HostKeyPin: Sendable, Hashable {
  /// By its SHA-256 fingerprint as OpenSSH writes it, `SHA256:` and 43 characters of base64.
  case fingerprint(String)
  /// By the key itself.
  case key(PublicKey)

  /// Reads a fingerprint, with or without trailing `=`.
  ///
  /// - Throws: `malformedPin`; MD5 fingerprints are refused because they can be forged.
  public init(fingerprint text: String) throws(VerifierError) {
    var digits = Substring(text)
    guard digits.hasPrefix("SHA256:") else {
      throw VerifierError(
        .malformedPin,
        "\(Quotation.printable(text.utf8)) is no host key fingerprint; expected SHA256:… as "
          + "ssh-keygen -l prints it, or a public key file")
    }
    digits = digits.dropFirst(7)
    while digits.hasSuffix("=") { digits.removeLast() }
    let isBase64 = digits.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
        || $0 == 0x2b || $0 == 0x2f
    }
    // 32 bytes are 43 digits and one = in base64.
    guard digits.utf8.count == 43, isBase64 else {
      throw VerifierError(
        .malformedPin,
        "\(Quotation.printable(text.utf8)): a SHA256 fingerprint has 43 base64 characters, this "
          + "has \(digits.utf8.count)")
    }
    self = .fingerprint("SHA256:\(digits)")
  }

  /// Reads the pins in a public key file or in `ssh-keyscan`'s output.
  ///
  /// - Throws: `malformedPin` if there is no public key in it.
  public static func pins(inFile bytes: [UInt8]) throws(VerifierError) -> [HostKeyPin] {
    let known = KnownHosts(parsing: bytes).entries.filter { $0.marker == nil }.map(\.key)
    if !known.isEmpty { return known.map { .key($0) } }
    do {
      return try KeyFile.read(bytes).publicKeys().map { .key($0.publicKey) }
    } catch {
      throw VerifierError(.malformedPin, "no host public key in it: \(error.reason)")
    }
  }

  /// Whether a key is the pinned one.
  public func matches(_ key: PublicKey) -> Bool {
    switch self {
    case .fingerprint(let text): key.fingerprint.text == text
    case .key(let pinned): pinned == key
    }
  }

  /// The pin's fingerprint.
  var fingerprint: String {
    switch self {
    case .fingerprint(let text): text
    case .key(let key): key.fingerprint.text
    }
  }

  /// The key's type, where it is known.
  var algorithm: KeyAlgorithm? {
    if case .key(let key) = self { return key.algorithm }
    return nil
  }
}
