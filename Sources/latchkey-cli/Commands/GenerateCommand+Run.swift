import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyJSON
import LatchkeyKeys

extension GenerateCommand {
  func run() throws {
    let kind = try type.kind(bits: bits)
    let passphrase = try locking.passphrase()
    let stems = stems()
    let files = name == "-" ? nil : OutputFiles(force: force)
    try files?.checkFree(stems.flatMap { stem in paths(stem) + ["\(stem).pub"] })
    let progress = Progress(.making(kind), total: stems.count, isQuiet: outputOptions.quiet)
    defer { progress.end() }
    guard let files else { return try printKey(kind, passphrase) }

    // Of a key that is written, only what is said of it is kept.
    var reports: [ResultText] = []
    try Parallel.inOrder(stems.count) { index in
      defer { progress.advance() }
      return Result { try make(stems[index], kind, passphrase, files) }
    } then: { _, report in
      reports.append(try report.get())
    }
    try files.commit()
    progress.end()
    for report in reports { outputOptions.output.result(report) }
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
  ) throws -> ResultText {
    let key = try generate(kind, comment: comment ?? FilePath.name(of: stem))
    for case .privateKey(let format) in format {
      let content = try encoded(key, format, passphrase)
      try files.write(secret: content, to: stem + OutputFormat.privateKey(format).suffix)
    }
    let line = try publicLine(key)
    try files.write(public: line, to: "\(stem).pub")
    return try report(key, stem)
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
  private func report(_ key: PrivateKey, _ stem: String) throws -> ResultText {
    guard outputOptions.json else {
      let names = (paths(stem) + ["\(stem).pub"]).map(Visible.text).joined(separator: ", ")
      return ResultText(["\(names): \(KeyReport.line(key.publicKey, comment: key.comment))"])
    }
    var object = JSONObject()
    object.add("paths", paths(stem))
    object.add("publicPath", "\(stem).pub")
    KeyReport.add(key.publicKey, comment: key.comment, to: &object)
    object.add("encrypted", locking.isGiven)
    object.add(
      "fingerprints",
      KeyReport.json(try KeyReport.fingerprints(key.publicKey, privateKey: key)))
    return ResultText(object)
  }
}
