import LatchkeyCrypto
import LatchkeyFiles

/// Where passphrases come from: a file's first line, or the terminal. Never the command line, which
/// every user of the machine can read.
enum PassphraseSource {
  /// The first line of a file, or of standard input (`-`), without its line end.
  ///
  /// - Parameter allowingEmpty: whether an empty line is a passphrase: some keys are encrypted with
  ///   that, but none should be. A file without any line never is.
  static func file(
    _ path: String, allowingEmpty: Bool = false
  ) throws(CommandFailure) -> Passphrase {
    let content = try InputFile.read(path, limit: PassphraseFile.sizeLimit)
    guard let passphrase = PassphraseFile.firstLine(of: content),
      allowingEmpty || !passphrase.isEmpty
    else {
      throw CommandFailure(
        .badInput,
        "\(InputFile.name(path)): the first line is empty, where a passphrase was expected")
    }
    return passphrase
  }

  /// Asks on the terminal for the passphrase of an existing key.
  ///
  /// - Throws: status 2, with the way out as a hint, when there is no terminal.
  static func ask(for path: String) throws(CommandFailure) -> Passphrase {
    guard let terminal = Terminal() else { throw missing(for: path) }
    return try terminal.secret("Passphrase of \(Visible.text(InputFile.name(path))): ")
  }

  /// That the passphrase of an existing key is needed and cannot be had.
  static func missing(for path: String) -> CommandFailure {
    CommandFailure(
      .badInput, "\(InputFile.name(path)): encrypted private key, no passphrase given",
      hint: "use --passphrase-file FILE (there is no terminal to ask on)")
  }

  /// Asks on the terminal for a new passphrase, twice.
  ///
  /// - Throws: status 2 when there is no terminal, when nothing was typed, or when the two differ.
  static func askNew() throws(CommandFailure) -> Passphrase {
    guard let terminal = Terminal() else {
      throw CommandFailure(
        .badInput, "no new passphrase given",
        hint: "use --new-passphrase-file FILE (there is no terminal to ask on)")
    }
    let first = try terminal.secret("New passphrase: ")
    guard !first.isEmpty else {
      throw CommandFailure(.badInput, "the new passphrase is empty")
    }
    let second = try terminal.secret("The same again: ")
    guard first.bytes.constantTimeEquals(second.bytes) else {
      throw CommandFailure(.badInput, "the two passphrases differ")
    }
    return first
  }
}
