import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys

extension GenerateCommand {
  /// One pair, and where its files lie.
  private struct Made: Sendable {
    let stem: String
    let key: PrivateKey
  }

  func run() throws {
    let kind = try type.kind(bits: bits)
    let passphrase = try locking.passphrase()
    if name == "-" { return try printKey(kind, passphrase) }

    let stems = stems()
    let files = OutputFiles(force: force)
    try files.checkFree(stems.flatMap { stem in paths(stem) + ["\(stem).pub"] })
    let outcomes = Parallel.map(stems.count) { index in
      Result { try make(stems[index], kind, passphrase, files) }
    }
    let pairs = try outcomes.map { try $0.get() }
    try files.commit()
    for pair in pairs { try report(pair) }
    try outputOptions.output.flush()
    files.keep()
  }

  /// The paths of the keys, without a format's suffix.
  private func stems() -> [String] {
    var stem = name
    // `generate web.pem --format pem` means web.pem, not web.pem.pem.
    if format.contains(where: { !$0.suffix.isEmpty && name.hasSuffix($0.suffix) }) {
      stem = OutputFormat.stem(of: name)
    }
    if let outputDir { stem = FilePath.join(outputDir, stem) }
    guard let count else { return [stem] }
    return (1...count).map { "\(stem)-\($0)" }
  }

  private func paths(_ stem: String) -> [String] { format.map { stem + $0.suffix } }

  private func make(
    _ stem: String, _ kind: KeyKind, _ passphrase: Passphrase?, _ files: OutputFiles
  ) throws -> Made {
    let key = try generate(kind, comment: comment ?? FilePath.name(of: stem))
    for case .privateKey(let format) in format {
      let content = try encoded(key, format, passphrase)
      try files.write(secret: content, to: stem + OutputFormat.privateKey(format).suffix)
    }
    let line = try publicLine(key)
    try files.write(public: line, to: "\(stem).pub")
    return Made(stem: stem, key: key)
  }

  private func generate(_ kind: KeyKind, comment: String) throws(CommandFailure) -> PrivateKey {
    do {
      return try PrivateKey.generate(kind, comment: KeyComment(comment))
    } catch {
      throw CommandFailure(error)
    }
  }

  private func encoded(
    _ key: PrivateKey, _ format: PrivateKeyFormat, _ passphrase: Passphrase?
  ) throws(CommandFailure) -> SecretBytes {
    do {
      return try key.encoded(
        as: format, options: cost.encoding(passphrase: passphrase, format: format))
    } catch {
      throw CommandFailure(error, path: name)
    }
  }

  private func publicLine(_ key: PrivateKey) throws(CommandFailure) -> [UInt8] {
    do {
      return try key.publicKey.encoded(as: .authorizedKeys, comment: key.comment)
    } catch {
      throw CommandFailure(error, path: name)
    }
  }

  private func printKey(_ kind: KeyKind, _ passphrase: Passphrase?) throws {
    let key = try generate(kind, comment: comment ?? "")
    for case .privateKey(let format) in format {
      let content = try encoded(key, format, passphrase)
      try content.withSpan { (bytes) throws(CommandFailure) in
        try outputOptions.output.result(secret: bytes)
      }
    }
  }

  /// One line or one object a pair.
  private func report(_ made: Made) throws {
    let key = made.key.publicKey
    guard outputOptions.json else {
      let names = (paths(made.stem) + ["\(made.stem).pub"]).map(Visible.text)
      return outputOptions.output.result(
        "\(names.joined(separator: ", ")): \(KeyReport.line(key, comment: made.key.comment))")
    }
    var object = JSONObject()
    object.add("paths", paths(made.stem))
    object.add("publicPath", "\(made.stem).pub")
    KeyReport.add(key, comment: made.key.comment, to: &object)
    object.add("encrypted", locking.isGiven)
    object.add(
      "fingerprints", KeyReport.json(try KeyReport.fingerprints(key, privateKey: made.key)))
    outputOptions.output.result(object)
  }
}
