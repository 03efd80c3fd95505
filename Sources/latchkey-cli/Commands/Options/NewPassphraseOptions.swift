import ArgumentParser
import LatchkeyCrypto

/// How a key that is written gets locked.
struct NewPassphraseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Lock with the first line of this file ('-': standard input).", valueName: "file"),
    completion: .file())
  var newPassphraseFile: String?

  @Flag(help: "Lock with a passphrase that is asked for on the terminal, twice.")
  var encrypt = false

  /// Whether a new passphrase was asked for at all.
  var isGiven: Bool { encrypt || newPassphraseFile != nil }

  /// The new passphrase: nil where none was asked for.
  func passphrase() throws(CommandFailure) -> Passphrase? {
    if let newPassphraseFile { return try PassphraseSource.file(newPassphraseFile) }
    return encrypt ? try PassphraseSource.askNew() : nil
  }
}
