internal import LatchkeyCrypto
internal import LatchkeyFormats
internal import LatchkeyKeys

/// What has to hold of a private key that was read and found sound.
enum PrivateKeyProperties {
  /// - Parameter seed: decides which of the formats it is written in, as all of them take too long.
  static func check(_ key: PrivateKey, in format: KeyFormat, seed: Int) {
    PublicKeyProperties.check(key.publicKey, comment: key.comment, seed: seed)
    checkSignature(key)
    do {
      _ = try key.ec2CreatedFingerprint()
    } catch {
      fail("a fingerprint cannot be made: \(error)")
    }
    let target = PrivateKeyFormat.allCases[seed % PrivateKeyFormat.allCases.count]
    let file: SecretBytes
    do {
      file = try key.encoded(as: target, options: options(target, seed))
    } catch {
      expect(error.code == .cannotEncode, "\(target): \(error)")
      expect(mayRefuse(target, key, seed), "\(target) refuses a \(key.publicKey.algorithm) key")
      ErrorProperties.check(error)
      return
    }
    do {
      let back = try KeyFile.read(file).privateKey().decrypt(
        passphrase: KeyFileProperties.passphrase)
      expect(back.publicKey == key.publicKey, "\(target): another key comes back")
      expect(
        back.comment == (holdsComment(target, key) ? key.comment : ""),
        "\(target): another comment comes back")
    } catch {
      fail("\(target): what was written cannot be read: \(error)")
    }
  }

  /// Every other file is written encrypted, as cheaply as may be; but none under bcrypt, which is
  /// not cheap.
  private static func options(_ target: PrivateKeyFormat, _ seed: Int) -> EncodingOptions {
    guard isEncrypted(target, seed) else { return EncodingOptions() }
    return EncodingOptions(
      passphrase: KeyFileProperties.passphrase,
      argon2: Argon2Parameters(memory: 8, passes: 1), pbkdf2Iterations: 1)
  }

  private static func isEncrypted(_ target: PrivateKeyFormat, _ seed: Int) -> Bool {
    ![.openssh, .pem].contains(target) && seed / PrivateKeyFormat.allCases.count % 2 == 1
  }

  private static func mayRefuse(_ format: PrivateKeyFormat, _ key: PrivateKey, _ seed: Int) -> Bool
  {
    switch (format, key.publicKey.algorithm) {
    case (.pkcs1, .rsa), (.sec1, .ecdsa): isEncrypted(format, seed)
    case (.pkcs1, _), (.sec1, _): true
    case (.ppk2, _), (.ppk3, _): key.comment.bytes.contains { $0 == 0x0A || $0 == 0x0D }
    default: false
    }
  }

  private static func holdsComment(_ format: PrivateKeyFormat, _ key: PrivateKey) -> Bool {
    switch (format, key.publicKey.algorithm) {
    case (.pkcs1, _), (.sec1, _), (.pkcs8, _): false
    case (.pem, .rsa), (.pem, .ecdsa): false
    default: true
    }
  }

  /// What one half signs, the other verifies; RSA and DSA apart, whose numbers are not proven prime
  /// and which then sign wrongly.
  private static func checkSignature(_ key: PrivateKey) {
    guard let algorithm = key.publicKey.algorithm.signatureAlgorithms.first else { return }
    let data: [UInt8] = [1, 2, 3]
    do {
      let signature = try key.signature(over: data, algorithm: algorithm)
      let isSound = key.publicKey.verify(signature, of: data)
      switch key.publicKey.algorithm {
      case .rsa, .dsa: break
      default: expect(isSound, "a signature of \(key.publicKey.algorithm) verifies")
      }
    } catch {
      expect(key.publicKey.algorithm == .rsa || key.publicKey.algorithm == .dsa, "signs: \(error)")
    }
  }
}
