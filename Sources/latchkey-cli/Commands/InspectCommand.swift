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
    let inputs = inputs
    let passphrase = try unlocking.passphrase()
    let outcomes = Parallel.map(inputs.count) { index in
      Result { try inspect(inputs[index], passphrase) }
    }
    if let ec2 { return try answer(try EC2KeySearch(ec2), outcomes) }
    var failures = FailureList()
    var isFirst = true
    for (path, outcome) in zip(inputs, outcomes) {
      do {
        for key in try outcome.get() { report(key, isFirst: &isFirst) }
      } catch {
        failures.add(CommandFailure(error, path: path))
      }
    }
    try failures.finish()
  }

  /// Everything that one file holds.
  private func inspect(_ path: String, _ passphrase: Passphrase?) throws -> [InspectedKey] {
    let file = try KeyFileReader.read(path, limit: FormatLimits.keyListSize)
    let inList = file.entries.count > 1
    return try file.entries.map { entry in
      switch entry {
      case .privateKey(let encoded):
        try InspectedKey(encoded, path: path, inList: inList, passphrase: passphrase)
      case .publicKey(let encoded):
        try InspectedKey(encoded, path: path, inList: inList)
      case .certificate(let encoded):
        try InspectedKey(encoded, path: path, inList: inList)
      }
    }
  }

  private func report(_ key: InspectedKey, isFirst: inout Bool) {
    let output = outputOptions.output
    guard !outputOptions.json else { return output.result(key.json) }
    if !isFirst { output.result("") }
    isFirst = false
    for line in key.lines { output.result(line) }
  }

  /// Shows the keys that are the key pair in question, and ends with "no" where none is.
  private func answer(
    _ search: EC2KeySearch, _ outcomes: [Result<[InspectedKey], any Error>]
  ) throws {
    var search = search
    for (path, outcome) in zip(inputs, outcomes) { search.look(at: outcome, path) }
    for found in search.found {
      if outputOptions.json {
        outputOptions.output.result(found.json)
      } else {
        outputOptions.output.result(found.line)
      }
    }
    try search.finish(outputOptions.output)
  }
}
