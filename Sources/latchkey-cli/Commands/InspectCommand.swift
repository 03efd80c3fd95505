import ArgumentParser
import LatchkeyCrypto
import LatchkeyFormats

/// `latchkey inspect`: see latchkey-inspect(1).
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what key files hold.",
    discussion: """
      Reads private keys, public keys and lists of them, in any format. An encrypted OpenSSH or
      PuTTY key shows its public half without the passphrase; with it, the private half is checked.

      Examples:
        latchkey inspect web.pem
        latchkey inspect --json ~/.ssh/authorized_keys
        latchkey inspect web.ppk --passphrase-file secret.txt
      """)

  @Argument(
    help: ArgumentHelp("Key files; '-' is standard input.", valueName: "input"),
    completion: .file())
  var inputs: [String]

  @OptionGroup var unlocking: PassphraseOptions
  @OptionGroup var outputOptions: OutputOptions

  func validate() throws {
    try StandardInput.checkUse(inputs + [unlocking.passphraseFile])
  }

  func run() throws {
    let passphrase = try unlocking.passphrase()
    let outcomes = Parallel.map(inputs.count) { index in
      Result { try inspect(inputs[index], passphrase) }
    }
    var failures = FailureList()
    var isFirst = true
    for (path, outcome) in zip(inputs, outcomes) {
      do {
        for key in try outcome.get() {
          if !isFirst && !outputOptions.json { outputOptions.output.result("") }
          isFirst = false
          report(key)
        }
      } catch {
        failures.add(CommandFailure(error, path: path))
      }
    }
    try failures.finish()
  }

  private func report(_ key: InspectedKey) {
    if outputOptions.json {
      outputOptions.output.result(key.json)
    } else {
      for line in key.lines { outputOptions.output.result(line) }
    }
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
      }
    }
  }
}
