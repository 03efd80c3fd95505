import ArgumentParser
import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys

/// `latchkey inspect`: see latchkey-inspect(1).
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what key files hold.",
    discussion: """
      Reads private keys, public keys, certificates and lists of them, in any format. An encrypted
      OpenSSH or PuTTY key shows its public half without the passphrase; with it, the private half
      is checked. With --ec2, says which of the files is the key pair that EC2 lists under that
      fingerprint, and exits with 1 where none is.

      Examples:
        latchkey inspect web.pem
        latchkey inspect --json ~/.ssh/authorized_keys
        latchkey inspect web.ppk --passphrase-file secret.txt
        latchkey inspect --ec2 1f:51:ae:28:bf:89:e9:d8:1f:25:5d:37:2d:7d:b8:ca:9f:f5:f1:6f ~/.ssh/*
      """)

  @Argument(
    help: ArgumentHelp("Key files; '-' is standard input.", valueName: "input"),
    completion: .file())
  var operands: [OperandBundle]

  @Option(
    help: ArgumentHelp(
      "Show only the keys that EC2 lists under this fingerprint, in any of its spellings.",
      valueName: "fingerprint"))
  var ec2: String?

  @OptionGroup var unlocking: PassphraseOptions
  @OptionGroup var outputOptions: OutputOptions

  private var inputs: [String] { operands.flatMap(\.words) }

  func validate() throws {
    try StandardInput.checkUse(inputs + [unlocking.passphraseFile])
    if let ec2 { _ = try EC2KeySearch(ec2) }
  }

  func run() throws {
    let passphrase = try unlocking.passphrase()
    let progress = Progress(
      passphrase == nil ? .reading : .unlocking, total: inputs.count, isQuiet: outputOptions.quiet)
    defer { progress.end() }
    if let ec2 {
      try answer(EC2KeySearch(ec2), passphrase, progress)
    } else {
      try describe(passphrase, progress)
    }
  }

  /// Says what there is in each input.
  private func describe(_ passphrase: Passphrase?, _ progress: Progress) throws {
    let inputs = inputs
    let output = outputOptions.output
    var failures = FailureList()
    var isFirst = true
    try Parallel.inOrder(inputs.count) { index in
      defer { progress.advance() }
      return Result { try inspect(inputs[index], passphrase).map(text) }
    } then: { index, outcome in
      switch outcome {
      case .success(let keys):
        for key in keys {
          if !isFirst && !outputOptions.json { output.result("") }
          isFirst = false
          output.result(key)
        }
        try output.flushIfMany()
      case .failure(let error):
        // On a terminal that shows both, what came before stands before.
        try output.flush()
        failures.add(CommandFailure(error, path: inputs[index]))
      }
    }
    progress.end()
    try failures.finish()
  }

  /// Shows the keys that are the key pair in question, and ends with "no" where none is.
  private func answer(
    _ search: EC2KeySearch, _ passphrase: Passphrase?, _ progress: Progress
  ) throws {
    let inputs = inputs
    var search = search
    Parallel.inOrder(inputs.count) { index in
      defer { progress.advance() }
      return Result { try inspect(inputs[index], passphrase) }
    } then: { index, outcome in
      search.look(at: outcome, inputs[index])
    }
    progress.end()
    for found in search.found {
      outputOptions.output.result(
        outputOptions.json ? ResultText(found.json) : ResultText([found.line]))
    }
    try search.finish(outputOptions.output)
  }

  /// Everything that one file holds.
  private func inspect(_ path: String, _ passphrase: Passphrase?) throws -> [InspectedKey] {
    let file = try KeyFileReader.read(path, limit: FormatLimits.keyListSize)
    let inList = file.entries.count > 1
    var keys = try file.entries.map { entry in
      switch entry {
      case .privateKey(let encoded):
        try InspectedKey(encoded, path: path, inList: inList, passphrase: passphrase)
      case .publicKey(let encoded):
        try InspectedKey(encoded, path: path, inList: inList)
      case .certificate(let encoded):
        try InspectedKey(encoded, path: path, inList: inList)
      }
    }
    if let first = keys.first { keys[0] = first.warned(of: file.warnings) }
    return keys
  }

  private func text(_ key: InspectedKey) -> ResultText {
    outputOptions.json ? ResultText(key.json) : ResultText(key.lines)
  }
}
