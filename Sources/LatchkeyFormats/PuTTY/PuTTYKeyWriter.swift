internal import LatchkeyCrypto
internal import LatchkeyKeys

/// Writes PuTTY's format byte for byte as puttygen does.
enum PuTTYKeyWriter {
  static func write(
    _ key: PrivateKey, version: PuTTYVersion, options: EncodingOptions
  ) throws(FormatError) -> SecretAssembly {
    guard !key.comment.bytes.contains(where: ASCII.isLineBreak) else {
      throw FormatError(
        .cannotEncode, "the comment holds a line break, which a PuTTY key cannot hold",
        publicKey: key.publicKey)
    }
    do {
      let lock = try lock(version, options: options)
      let plain = PuTTYPrivateBlob.write(try key.components())
      return try write(key, version: version, lock: lock, plain: plain, options: options)
    } catch let error as FormatError {
      throw error
    } catch let error as KeyError {
      throw FormatError(error, publicKey: key.publicKey)
    } catch let error as CryptoError {
      throw FormatError(error, while: "PuTTY key")
    } catch {
      throw FormatError(.libraryFailure, "PuTTY key: writing failed")
    }
  }

  private static func lock(
    _ version: PuTTYVersion, options: EncodingOptions
  ) throws -> PuTTYLock? {
    guard options.effectivePassphrase != nil else { return nil }
    switch version {
    case .two:
      return .sha1
    case .three:
      try options.argon2.check()
      return .argon2(options.argon2, salt: try options.salt ?? Random.bytes(16))
    }
  }

  private static func write(
    _ key: PrivateKey, version: PuTTYVersion, lock: PuTTYLock?, plain: borrowing SecretBytes,
    options: EncodingOptions
  ) throws(CryptoError) -> SecretAssembly {
    let algorithm = key.publicKey.algorithm.name
    let privateBlob: SecretBytes
    let mac: [UInt8]
    if let lock, let passphrase = options.effectivePassphrase {
      let padded = try padded(plain)
      let keys = try lock.keys(passphrase)
      privateBlob = try SymmetricCipher.aes256CBC.encrypt(padded, key: keys.cipher, iv: keys.iv)
      mac = try PuTTYFile.mac(
        version, algorithm: algorithm, isEncrypted: true, comment: key.comment.bytes,
        publicBlob: key.publicKey.blob, privateBlob: padded, key: keys.mac)
    } else {
      privateBlob = plain.copy()
      mac = try PuTTYFile.mac(
        version, algorithm: algorithm, isEncrypted: false, comment: key.comment.bytes,
        publicBlob: key.publicKey.blob, privateBlob: plain,
        key: try PuTTYLock.plainMACKey(version))
    }

    var file = SecretAssembly()
    file.append("\(PuTTYFile.signature)\(version.rawValue): \(algorithm)\n")
    file.append("Encryption: \(lock == nil ? "none" : PuTTYLock.cipherName)\n")
    file.append("Comment: ")
    file.append(key.comment.bytes)
    file.append("\n")
    append(SecretBytes(copying: key.publicKey.blob), as: "Public-Lines", to: &file)
    if case .argon2(let parameters, let salt) = lock {
      file.append(
        """
        Key-Derivation: \(parameters.flavour.rawValue)
        Argon2-Memory: \(parameters.memory)
        Argon2-Passes: \(parameters.passes)
        Argon2-Parallelism: \(parameters.parallelism)
        Argon2-Salt: \(String(decoding: ASCII.hex(salt), as: UTF8.self))

        """)
    }
    append(privateBlob, as: "Private-Lines", to: &file)
    file.append("Private-MAC: \(String(decoding: ASCII.hex(mac), as: UTF8.self))\n")
    return file
  }

  /// Filled up to whole blocks with the first bytes of its own SHA-1, as PuTTY does.
  private static func padded(_ plain: borrowing SecretBytes) throws(CryptoError) -> SecretBytes {
    let missing = (PuTTYKey.blockSize - plain.count % PuTTYKey.blockSize) % PuTTYKey.blockSize
    var padded = SecretAssembly(plain.copy())
    padded.append(try Digest.sha1.hash(secret: plain).slice(0..<missing))
    return padded.finish()
  }

  private static func append(
    _ bytes: borrowing SecretBytes, as name: String, to file: inout SecretAssembly
  ) {
    let columns = 64
    let text = Base64.encode(bytes, columns: columns)
    file.append("\(name): \((text.count + columns) / (columns + 1))\n")
    file.append(text)
  }
}
