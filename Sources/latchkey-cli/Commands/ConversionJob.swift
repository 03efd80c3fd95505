import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys

/// One input of `convert`, read and with its passphrases in hand: what is left needs no questions,
/// and can be done on any core.
struct ConversionJob: Sendable {
  let input: String
  let target: String
  let format: OutputFormat
  let file: KeyFile
  /// What `--comment` says, if anything.
  let comment: KeyComment?
  let cost: CostOptions
  /// What unlocks the input, where it is locked.
  var passphrase: Passphrase?
  /// What locks the output; nil writes it plain.
  var newPassphrase: Passphrase?

  /// The private key that has to be unlocked first, if one has.
  ///
  /// - Throws: status 2 where the file has no private key, or several, and a private format is
  ///   wanted.
  func lockedKey() throws(CommandFailure) -> EncodedPrivateKey? {
    if format.isPrivate {
      let key = try privateKey()
      return key.encryption == nil ? nil : key
    }
    for case .privateKey(let key) in file.entries where key.publicKey == nil { return key }
    return nil
  }

  /// Whether something is lost that a public format cannot hold.
  var hasCertificates: Bool {
    !format.isPrivate
      && file.entries.contains { if case .certificate = $0 { true } else { false } }
  }

  /// Does the work and writes the file.
  func run(_ files: OutputFiles) throws(CommandFailure) -> ConvertedKey {
    switch format {
    case .privateKey(let format): try writePrivate(format, files)
    case .publicKey(let format): try writePublic(format, files)
    }
  }

  private func writePrivate(
    _ format: PrivateKeyFormat, _ files: OutputFiles
  ) throws(CommandFailure) -> ConvertedKey {
    var key: PrivateKey
    let content: SecretBytes
    do {
      key = try privateKey().decrypt(passphrase: passphrase)
      if let comment { key.comment = comment }
      content = try key.encoded(
        as: format, options: cost.encoding(passphrase: newPassphrase, format: format))
    } catch {
      throw failure(error)
    }
    if target != "-" { try files.write(secret: content, to: target) }
    return ConvertedKey(
      input: input, target: target, format: self.format, isEncrypted: newPassphrase != nil,
      keys: [(key.publicKey, key.comment)], privateKey: key, content: content)
  }

  private func writePublic(
    _ format: PublicKeyFormat, _ files: OutputFiles
  ) throws(CommandFailure) -> ConvertedKey {
    var keys: [(PublicKey, KeyComment)] = []
    var content: [UInt8] = []
    do {
      for entry in file.entries {
        let (key, said) = try publicHalf(of: entry)
        let comment = comment ?? said
        keys.append((key, comment))
        content += try key.encoded(as: format, comment: comment)
      }
    } catch {
      throw failure(error)
    }
    if target != "-" { try files.write(public: content, to: target) }
    return ConvertedKey(
      input: input, target: target, format: self.format, isEncrypted: false, keys: keys,
      privateKey: nil, content: SecretBytes(copying: content))
  }

  private func publicHalf(of entry: KeyFile.Entry) throws(FormatError) -> (PublicKey, KeyComment) {
    switch entry {
    case .publicKey(let encoded):
      return (encoded.publicKey, encoded.comment)
    case .certificate(let encoded):
      return (encoded.certificate.publicKey, encoded.comment)
    case .privateKey(let encoded):
      if let key = encoded.publicKey { return (key, encoded.comment ?? "") }
      let key = try encoded.decrypt(passphrase: passphrase)
      return (key.publicKey, key.comment)
    }
  }

  private func privateKey() throws(CommandFailure) -> EncodedPrivateKey {
    do {
      return try file.privateKey()
    } catch {
      throw CommandFailure(error, path: input)
    }
  }

  private func failure(_ error: any Error) -> CommandFailure {
    var failure = CommandFailure(error, path: input)
    let error = error as? FormatError
    if error?.code == .cannotEncode, newPassphrase != nil, failure.hint == nil {
      failure.hint = "use --to pkcs8 or --to openssh; or --no-passphrase to write it plain"
    }
    return failure
  }
}
