import ArgumentParser
import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys

/// `latchkey generate`: see latchkey-generate(1).
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make SSH key pairs.",
    discussion: """
      Writes NAME and NAME.pub; other formats are NAME.pem and NAME.ppk.

      Examples:
        latchkey generate web
        latchkey generate web --type rsa --bits 4096 --format pem --format ppk
        latchkey generate node --count 200 --output-dir keys --json
        latchkey generate - --type ecdsa > key
      """)

  @Argument(help: "The key's name, or '-' to write the private key to standard output.")
  var name: String

  @Option(help: "The kind of key: ed25519, rsa or ecdsa.")
  var type = KeyTypeOption.ed25519

  @Option(
    help: ArgumentHelp(
      "Its size: rsa 2048 to 8192 (default 3072), ecdsa 256, 384 or 521.", valueName: "n"))
  var bits: Int?

  @Option(
    help: ArgumentHelp(
      """
      Write the private key so: \(OutputFormat.privateNames.joined(separator: ", ")). \
      Repeat it for more files of the same key.
      """, valueName: "format"))
  var format: [OutputFormat] = [.privateKey(.openssh)]

  @Option(help: "What the files say about the key (default: its name).")
  var comment: String?

  @Option(help: ArgumentHelp("Make so many pairs, NAME-1, NAME-2, ….", valueName: "n"))
  var count: Int?

  @Option(
    help: ArgumentHelp("Write the files into this folder.", valueName: "folder"),
    completion: .directory)
  var outputDir: String?

  @Flag(name: .shortAndLong, help: "Replace files that exist.")
  var force = false

  @OptionGroup var locking: NewPassphraseOptions
  @OptionGroup var cost: CostOptions
  @OptionGroup var outputOptions: OutputOptions

  func validate() throws {
    _ = try type.kind(bits: bits)
    try validateFormats()
    guard !name.isEmpty, !name.hasSuffix("/") else {
      throw ValidationError("'\(name)' is no name for a key")
    }
    if let count, count < 1 { throw ValidationError("--count \(count): at least 1") }
    if name == "-" {
      guard count == nil, format.count == 1, outputDir == nil, !outputOptions.json else {
        throw ValidationError(
          "'-' writes one private key to standard output: no --count, --output-dir, --json, and one --format"
        )
      }
    }
    try cost.validate(for: format)
  }

  private func validateFormats() throws {
    for one in format {
      guard case .privateKey(let privateFormat) = one else {
        throw ValidationError(
          "--format \(one.name): the public half is always written, as NAME.pub")
      }
      if privateFormat == .pkcs1 && type != .rsa || privateFormat == .sec1 && type != .ecdsa {
        throw ValidationError("--format \(one.name): not for \(type.rawValue) keys")
      }
      if locking.isGiven, privateFormat == .pkcs1 || privateFormat == .sec1 {
        throw ValidationError(
          "--format \(one.name) is never encrypted: take pkcs8 or openssh for a passphrase")
      }
    }
    for (index, one) in format.enumerated() {
      if let other = format[..<index].first(where: { $0.suffix == one.suffix }) {
        throw ValidationError(
          "--format \(other.name) and --format \(one.name) would both be NAME\(one.suffix)")
      }
    }
  }
}
