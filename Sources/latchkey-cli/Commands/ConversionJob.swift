import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys

/// One input of `convert`, and all that it takes to do without a question, on any core.
struct ConversionJob: Sendable {
  let input: String
  let target: String
  let format: OutputFormat
  /// What `--comment` says, if anything.
  let comment: KeyComment?
  let cost: CostOptions
  /// What unlocks the input, where it is locked.
  var passphrase: Passphrase?
  /// What locks the output; nil leaves it as the input is.
  let newPassphrase: Passphrase?
  /// Whether `--no-passphrase` was given.
  let isLeftPlain: Bool

  /// What was read, where that has been done already.
  private(set) var file: KeyFile?

  /// The job with its input read.
  func opened() throws(CommandFailure) -> ConversionJob {
    guard file == nil else { return self }
    var job = self
    job.file = try KeyFileReader.read(
      input, limit: format.isPrivate ? FormatLimits.keyFileSize : FormatLimits.keyListSize)
    return job
  }

  /// Lets what was read go, where it can be read again.
  mutating func close() {
    if input != "-" { file = nil }
  }

  /// The private key that has to be unlocked first, if one has. The job must be open.
  ///
  /// - Throws: status 2 where the file has no private key, or several, and a private format is
  ///   wanted.
  func lockedKey() throws(CommandFailure) -> EncodedPrivateKey? {
    if format.isPrivate {
      let key = try privateKey()
      return key.encryption == nil ? nil : key
    }
    for case .privateKey(let key) in file?.entries ?? [] where key.publicKey == nil { return key }
    return nil
  }

  /// Does the work and writes the file.
  func run(_ files: OutputFiles) throws(CommandFailure) -> ConvertedKey {
    let job = try opened()
    if try job.lockedKey() != nil, passphrase == nil { throw PassphraseSource.missing(for: input) }
    if target != "-" { try files.checkFree([target]) }
    switch format {
    case .privateKey(let format): return try job.writePrivate(format, files)
    case .publicKey(let format): return try job.writePublic(format, files)
    }
  }

  private func writePrivate(
    _ format: PrivateKeyFormat, _ files: OutputFiles
  ) throws(CommandFailure) -> ConvertedKey {
    let locked = try lockedKey()
    let wanted = locked == nil ? newPassphrase : isLeftPlain ? nil : newPassphrase ?? passphrase
    // An input may be encrypted with the empty passphrase, which is none to write a key with.
    let lock = wanted.flatMap { $0.isEmpty ? nil : $0 }
    var key: PrivateKey
    let content: SecretBytes
    do {
      key = try privateKey().decrypt(passphrase: passphrase)
      if let comment { key.comment = comment }
      content = try key.encoded(
        as: format, options: cost.encoding(passphrase: lock, format: format))
    } catch {
      throw failure(error, isLocking: lock != nil)
    }
    if target != "-" { try files.write(secret: content, to: target) }
    let warning = "\(InputFile.name(input)): the private key is written without a passphrase"
    return ConvertedKey(
      input: input, target: target, format: self.format, isEncrypted: lock != nil,
      warning: locked != nil && lock == nil ? warning : nil, keys: [(key.publicKey, key.comment)],
      privateKey: key, content: content)
  }

  private func writePublic(
    _ format: PublicKeyFormat, _ files: OutputFiles
  ) throws(CommandFailure) -> ConvertedKey {
    var keys: [(PublicKey, KeyComment)] = []
    var content: [UInt8] = []
    do {
      for entry in file?.entries ?? [] {
        let (key, said) = try publicHalf(of: entry)
        let comment = comment ?? said
        keys.append((key, comment))
        content += try key.encoded(as: format, comment: comment)
      }
    } catch {
      throw failure(error, isLocking: false)
    }
    if target != "-" { try files.write(public: content, to: target) }
    let warning =
      "\(InputFile.name(input)): the key that is certified is written, without its certificate"
    return ConvertedKey(
      input: input, target: target, format: self.format, isEncrypted: false,
      warning: hasCertificates ? warning : nil, keys: keys, privateKey: nil,
      content: SecretBytes(copying: content))
  }

  /// Whether something is lost that no format of public keys can hold.
  private var hasCertificates: Bool {
    file?.entries.contains { if case .certificate = $0 { true } else { false } } ?? false
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
    guard let file else { preconditionFailure("the input of the job has not been read") }
    do {
      return try file.privateKey()
    } catch {
      throw CommandFailure(error, path: input)
    }
  }

  private func failure(_ error: any Error, isLocking: Bool) -> CommandFailure {
    var failure = CommandFailure(error, path: input)
    let error = error as? FormatError
    if error?.code == .cannotEncode, isLocking, failure.hint == nil {
      failure.hint = "use --to pkcs8 or --to openssh; or --no-passphrase to write it plain"
    }
    return failure
  }
}
