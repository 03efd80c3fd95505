internal import LatchkeyCrypto
internal import LatchkeyKeys

/// Writes openssh-key-v1 as ssh-keygen does: aes256-ctr under bcrypt with a salt of 16 bytes, lines
/// of 70 characters.
enum OpenSSHKeyWriter {
  static func write(
    _ key: PrivateKey, options: EncodingOptions
  ) throws(FormatError) -> SecretAssembly {
    do {
      let components = try key.components()
      return PEMBlock.write(
        OpenSSHKey.label, try file(components, key, options: options), columns: 70)
    } catch let error as FormatError {
      throw error
    } catch let error as KeyError {
      throw FormatError(error, publicKey: key.publicKey)
    } catch let error as CryptoError {
      throw FormatError(error, while: "openssh-key-v1")
    } catch {
      throw FormatError(.libraryFailure, "openssh-key-v1: writing failed")
    }
  }

  private static func file(
    _ components: consuming PrivateKeyComponents, _ key: PrivateKey, options: EncodingOptions
  ) throws -> SecretBytes {
    let check = try Random.bytes(4)
    let publicKey = key.publicKey
    guard let passphrase = options.effectivePassphrase else {
      return OpenSSHEnvelope.write(
        cipher: "none", derivation: "none", options: [], publicBlob: publicKey.blob,
        section: OpenSSHSection.write(
          components, algorithm: publicKey.algorithm, comment: key.comment, check: check,
          blockSize: 8),
        tagLength: 0)
    }
    let lock = try OpenSSHLock(
      cipher: .aes256CTR, salt: try options.salt ?? Random.bytes(16), rounds: options.bcryptRounds)
    let section = OpenSSHSection.write(
      components, algorithm: publicKey.algorithm, comment: key.comment, check: check,
      blockSize: lock.cipher.blockSize)
    return OpenSSHEnvelope.write(
      cipher: lock.cipher.rawValue, derivation: "bcrypt", options: lock.options,
      publicBlob: publicKey.blob,
      section: try lock.cipher.encrypt(section, keyAndIV: try lock.deriveKey(passphrase)),
      tagLength: lock.cipher.tagLength)
  }
}
