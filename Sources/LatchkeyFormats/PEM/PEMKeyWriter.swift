internal import LatchkeyCrypto
internal import LatchkeyKeys

/// Writes the private formats that are DER inside PEM.
enum PEMKeyWriter {
  /// What EC2 hands out and `ssh -i` takes.
  static func ec2(_ key: PrivateKey, options: EncodingOptions) throws(FormatError) -> SecretAssembly
  {
    guard options.effectivePassphrase == nil else {
      return try OpenSSHKeyWriter.write(key, options: options)
    }
    return switch key.publicKey.algorithm {
    case .rsa: try pkcs1(key, options: options)
    case .ecdsa: try sec1(key, options: options)
    default: try OpenSSHKeyWriter.write(key, options: options)
    }
  }

  static func pkcs1(
    _ key: PrivateKey, options: EncodingOptions
  ) throws(FormatError) -> SecretAssembly {
    try refusePassphrase("pkcs1", key, options)
    guard case .rsa(let numbers) = try components(of: key) else {
      throw FormatError(
        .cannotEncode,
        """
        pkcs1 holds RSA keys alone, and this is a \(key.publicKey.algorithm.name) key \
        (use pkcs8 or openssh)
        """, publicKey: key.publicKey)
    }
    return PEMBlock.write(PKCS1.label, PKCS1.encode(numbers).finish())
  }

  static func sec1(
    _ key: PrivateKey, options: EncodingOptions
  ) throws(FormatError) -> SecretAssembly {
    try refusePassphrase("sec1", key, options)
    guard case .ecdsa(let curve, let point, let scalar) = try components(of: key) else {
      throw FormatError(
        .cannotEncode,
        """
        sec1 holds ECDSA keys alone, and this is a \(key.publicKey.algorithm.name) key \
        (use pkcs8 or openssh)
        """, publicKey: key.publicKey)
    }
    return PEMBlock.write(
      SEC1.label, SEC1.encode(curve, point: point, scalar: scalar, namesCurve: true).finish())
  }

  static func pkcs8(
    _ key: PrivateKey, options: EncodingOptions
  ) throws(FormatError) -> SecretAssembly {
    let plain = PKCS8.encode(try components(of: key)).finish()
    guard let passphrase = options.effectivePassphrase else {
      return PEMBlock.write(PKCS8.label, plain)
    }
    guard (1...FormatLimits.pbkdf2Iterations).contains(options.pbkdf2Iterations) else {
      throw FormatError(
        .boundExceeded,
        """
        PBKDF2 with \(options.pbkdf2Iterations) iterations: 1 to \
        \(FormatLimits.pbkdf2Iterations) are allowed
        """)
    }
    do {
      let scheme = try PBES2(iterations: options.pbkdf2Iterations, salt: options.salt)
      return PEMBlock.write(
        PKCS8.encryptedLabel, try scheme.encrypt(plain, passphrase).finish())
    } catch {
      throw FormatError(error, while: "pkcs8")
    }
  }

  private static func components(
    of key: PrivateKey
  ) throws(FormatError) -> PrivateKeyComponents {
    do {
      return try key.components()
    } catch {
      throw FormatError(error, publicKey: key.publicKey)
    }
  }

  private static func refusePassphrase(
    _ name: String, _ key: PrivateKey, _ options: EncodingOptions
  ) throws(FormatError) {
    guard options.effectivePassphrase != nil else { return }
    throw FormatError(
      .cannotEncode,
      """
      \(name) is not written encrypted: its encryption derives the key with one round of MD5 \
      (use pkcs8 or openssh)
      """, publicKey: key.publicKey)
  }
}
