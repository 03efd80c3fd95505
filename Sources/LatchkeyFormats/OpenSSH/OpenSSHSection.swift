internal import LatchkeyCrypto
internal import LatchkeyKeys

/// The private section of an openssh-key-v1 in plain text (OpenSSH's PROTOCOL.key §3):
///
///     uint32  check
///     uint32  check, the same: this is how a wrong passphrase is found out
///     string  algorithm
///     …       the key, public half included
///     string  comment
///     byte[]  padding 1, 2, 3 …
///
/// The keys, as OpenSSH's sshkey.c writes them:
///
///     rsa         mpint n, e, d, q^-1 mod p, p, q
///     dsa         mpint p, q, g, y, x
///     ecdsa       string curve, string point, mpint scalar
///     ed25519/448 string public key, string seed | public key
///     sk-ecdsa    string curve, string point, string application, byte flags, string handle,
///                 string reserved
///     sk-ed25519  string public key, then as sk-ecdsa from the application on
struct OpenSSHSection: ~Copyable {
  /// What the section is about.
  enum Contents: ~Copyable {
    case key(PrivateKeyComponents)
    /// The private half is in an authenticator; this is the public one.
    case securityKey(PublicKeyComponents)
    /// An algorithm that is not known.
    case unknown(String)
  }

  let contents: Contents
  let comment: KeyComment

  /// Reads a section; `nil` where the two check numbers differ, and nothing else can be known.
  static func read(_ bytes: consuming SecretBytes) throws(WireError) -> OpenSSHSection? {
    var reader = SSHReader(bytes)
    guard try reader.readUInt32() == reader.readUInt32() else { return nil }
    let name = try reader.readName()
    guard let algorithm = KeyAlgorithm(name: name) else {
      return OpenSSHSection(contents: .unknown(name), comment: "")
    }
    let contents = try contents(algorithm, &reader)
    let comment = KeyComment(try reader.readPublicString())
    try checkPadding(&reader)
    return OpenSSHSection(contents: contents, comment: comment)
  }

  /// Gives the contents away.
  consuming func takeContents() -> Contents { contents }

  /// The section of a key, padded to whole blocks.
  static func write(
    _ components: consuming PrivateKeyComponents, algorithm: KeyAlgorithm, comment: KeyComment,
    check: [UInt8], blockSize: Int
  ) -> SecretBytes {
    var writer = SSHWriter(capacity: 2048)
    writer.append(raw: check)
    writer.append(raw: check)
    writer.append(string: algorithm.name)
    switch consume components {
    case .rsa(let numbers):
      writer.append(mpint: numbers.modulus)
      writer.append(mpint: numbers.publicExponent)
      writer.append(mpint: numbers.privateExponent)
      writer.append(mpint: numbers.coefficient)
      writer.append(mpint: numbers.prime1)
      writer.append(mpint: numbers.prime2)
    case .dsa(let numbers, let x):
      for number in [numbers.p, numbers.q, numbers.g, numbers.y] { writer.append(mpint: number) }
      writer.append(mpint: x)
    case .ecdsa(let curve, let point, let scalar):
      writer.append(string: curve.identifier)
      writer.append(string: point)
      writer.append(mpint: scalar)
    case .ed25519(let publicKey, let seed):
      write(publicKey, seed: seed, to: &writer)
    case .ed448(let publicKey, let seed):
      write(publicKey, seed: seed, to: &writer)
    }
    writer.append(string: comment.bytes)
    var padding: UInt8 = 1
    while !writer.count.isMultiple(of: blockSize) {
      writer.append(byte: padding)
      padding += 1
    }
    return writer.finish()
  }

  private static func write(
    _ publicKey: [UInt8], seed: borrowing SecretBytes, to writer: inout SSHWriter
  ) {
    writer.append(string: publicKey)
    writer.append(uint32: UInt32(seed.count + publicKey.count))
    writer.append(raw: seed)
    writer.append(raw: publicKey)
  }

  private static func contents(
    _ algorithm: KeyAlgorithm, _ reader: inout SSHReader
  ) throws(WireError) -> Contents {
    switch algorithm {
    case .rsa:
      let modulus = try reader.readPublicMPInt()
      let publicExponent = try reader.readPublicMPInt()
      let privateExponent = try reader.readMPInt()
      let coefficient = try reader.readMPInt()
      let prime1 = try reader.readMPInt()
      let prime2 = try reader.readMPInt()
      return .key(
        try PrivateKeyComponents.rsa(
          modulus: modulus, publicExponent: publicExponent, privateExponent: privateExponent,
          prime1: prime1, prime2: prime2, coefficient: coefficient))
    case .dsa:
      let numbers = AsymmetricKey.DSANumbers(
        p: try reader.readPublicMPInt(), q: try reader.readPublicMPInt(),
        g: try reader.readPublicMPInt(), y: try reader.readPublicMPInt())
      return .key(.dsa(numbers, x: try reader.readMPInt(atMost: DSAKey.longestPrivateNumber)))
    case .ecdsa(let curve):
      let point = try readPoint(curve, &reader)
      return .key(
        .ecdsa(curve, point: point, scalar: try reader.readMPInt(atMost: curve.byteCount)))
    case .ed25519:
      let publicKey = try reader.readPublicString()
      return .key(.ed25519(publicKey: publicKey, seed: try readSeed(32, of: publicKey, &reader)))
    case .ed448:
      let publicKey = try reader.readPublicString()
      return .key(.ed448(publicKey: publicKey, seed: try readSeed(57, of: publicKey, &reader)))
    case .securityKeyEd25519:
      let publicKey = try reader.readPublicString()
      return .securityKey(
        .securityKeyEd25519(publicKey, application: try readSecurityKey(&reader)))
    case .securityKeyECDSA:
      let point = try readPoint(.p256, &reader)
      return .securityKey(
        .securityKeyECDSA(point: point, application: try readSecurityKey(&reader)))
    }
  }

  private static func readPoint(
    _ curve: EllipticCurve, _ reader: inout SSHReader
  ) throws(WireError) -> [UInt8] {
    let name = try reader.readName()
    guard name == curve.identifier else {
      throw WireError("another curve where \(curve.identifier) was expected")
    }
    return try reader.readPublicString()
  }

  /// The public key comes twice, alone and after the seed: both must be the same.
  private static func readSeed(
    _ length: Int, of publicKey: [UInt8], _ reader: inout SSHReader
  ) throws(WireError) -> SecretBytes {
    let pair = try reader.readString()
    guard publicKey.count == length, pair.count == 2 * length else {
      throw WireError(
        """
        a public key of \(publicKey.count) bytes and a private one of \(pair.count), where \
        \(length) and \(2 * length) were expected
        """)
    }
    guard pair.slice(length..<2 * length).constantTimeEquals(publicKey) else {
      throw WireError("the two copies of the public key in the private section differ")
    }
    return pair.slice(0..<length)
  }

  private static func readSecurityKey(
    _ reader: inout SSHReader
  ) throws(WireError) -> [UInt8] {
    let application = try reader.readPublicString()
    _ = try reader.readByte()
    _ = try reader.readString()
    _ = try reader.readString()
    return application
  }

  private static func checkPadding(_ reader: inout SSHReader) throws(WireError) {
    let padding = reader.readRest()
    guard padding.count <= FormatLimits.opensshPadding else {
      throw WireError(
        """
        \(padding.count) bytes of padding, where at most \(FormatLimits.opensshPadding) are allowed
        """)
    }
    for index in 0..<padding.count where Int(padding[index]) != index + 1 {
      throw WireError("the padding is not 1, 2, 3 …")
    }
  }
}
