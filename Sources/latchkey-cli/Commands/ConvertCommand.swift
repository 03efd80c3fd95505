import ArgumentParser
import LatchkeyFormats

/// `latchkey convert`: see latchkey-convert(1).
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write keys in another format.",
    discussion: """
      An encrypted key stays encrypted under the same passphrase, unless a new one is given. A
      public format takes the public half of a private key.

      Examples:
        latchkey convert web.pem --to ppk
        latchkey convert web.ppk --to openssh -o ~/.ssh/web
        latchkey convert id_rsa --to ppk --passphrase-file old.txt --new-passphrase-file new.txt
        latchkey convert *.pem --to ppk --output-dir putty
        latchkey convert web --to spki -o -
      """)

  @Argument(
    help: ArgumentHelp("Key files in any format; '-' is standard input.", valueName: "input"),
    completion: .file())
  var operands: [OperandBundle]

  @Option(
    help: ArgumentHelp(
      "The format to write: \(OutputFormat.allValueStrings.joined(separator: ", ")).",
      valueName: "format"))
  var to: OutputFormat

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The file to write, for one input ('-': standard output). Default: the input's name with the format's suffix.",
      valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp("Write the files into this folder.", valueName: "folder"),
    completion: .directory)
  var outputDir: String?

  @Option(help: "What the written file says about the key (default: what the input says).")
  var comment: String?

  @Flag(name: .shortAndLong, help: "Replace files that exist.")
  var force = false

  @OptionGroup var unlocking: PassphraseOptions
  @OptionGroup var locking: NewPassphraseOptions

  @Flag(help: "Write an encrypted key plain.")
  var noPassphrase = false

  @OptionGroup var cost: CostOptions
  @OptionGroup var outputOptions: OutputOptions

  var inputs: [String] { operands.flatMap(\.words) }

  func validate() throws {
    let inputs = inputs
    try StandardInput.checkUse(inputs + [unlocking.passphraseFile, locking.newPassphraseFile])
    if output != nil {
      guard inputs.count == 1 else {
        throw ValidationError("-o names one file: for several inputs use --output-dir")
      }
      guard outputDir == nil else {
        throw ValidationError("-o and --output-dir exclude each other")
      }
      guard output != "-" || !outputOptions.json else {
        throw ValidationError("-o - and --json both write to standard output")
      }
    }
    if noPassphrase, locking.isGiven {
      throw ValidationError("--no-passphrase and a new passphrase exclude each other")
    }
    guard to.isPrivate else {
      guard !locking.isGiven, !noPassphrase else {
        throw ValidationError("--to \(to.name) writes a public key, which has no passphrase")
      }
      return try cost.validate(for: [])
    }
    try cost.validate(for: [to])
  }
}
