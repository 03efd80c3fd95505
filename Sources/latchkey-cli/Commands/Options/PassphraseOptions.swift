import ArgumentParser
import LatchkeyCrypto

/// How an encrypted key is unlocked.
struct PassphraseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Unlock with the first line of this file ('-': standard input).", valueName: "file"),
    completion: .file())
  var passphraseFile: String?

  init() {}

  /// As if the option had named a file.
  init(file: String?) { passphraseFile = file }

  /// The passphrase of the file, where one is named.
  func passphrase() throws(CommandFailure) -> Passphrase? {
    guard let passphraseFile else { return nil }
    return try PassphraseSource.file(passphraseFile, allowingEmpty: true)
  }
}
