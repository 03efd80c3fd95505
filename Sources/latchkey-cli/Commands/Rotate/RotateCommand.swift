import ArgumentParser
import LatchkeyVerifier

/// `latchkey rotate`: see latchkey-rotate(1).
struct RotateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Replace a key by another, and never be locked out.",
    discussion: """
      Lets the new key in, sees it open the door, takes the old one away, and sees that refused. What \
      is not verified is taken back, by the host itself if the connection is lost.

      Examples:
        latchkey rotate -i old.pem --new new.pem admin@host.example
        latchkey rotate --plan access.yml --key alice --new new.pem
        latchkey rotate -i old --new new --instance web root@127.0.0.1:2222
      """)

  @Argument(
    help: ArgumentHelp(
      "Where, and as whom; one after the other, until one fails.",
      valueName: "[user@]host[:port]"), transform: CheckTarget.init(operand:))
  var targets: [CheckTarget] = []

  @Option(
    name: .customShort("i"),
    help: ArgumentHelp("The private key that gets in now.", valueName: "key"), completion: .file())
  var identity: String?

  @Option(
    help: ArgumentHelp(
      "In place of hosts and -i: every host and user that this plan lets a key in at.",
      valueName: "file"),
    completion: .file(extensions: ["yml", "yaml"]))
  var plan: String?

  @Option(
    help: ArgumentHelp("The plan's name for the key that gets in now.", valueName: "name"))
  var key: String?

  @Option(
    help: ArgumentHelp("The private key that shall take its place.", valueName: "key"),
    completion: .file())
  var new: String

  @Flag(help: "Let the ssh-agent sign for the public keys that -i and --new give.")
  var agent = false

  @OptionGroup var unlocking: PassphraseOptions

  @Option(
    help: ArgumentHelp(
      "Unlock the --new key with the first line of this file (default: as the -i key).",
      valueName: "file"),
    completion: .file())
  var newPassphraseFile: String?

  @Option(
    help: ArgumentHelp(
      "The file on the host that holds the keys (default: the user's ~/.ssh/authorized_keys).",
      valueName: "path"))
  var authorizedKeys: String?

  @Option(
    help: ArgumentHelp(
      "The simulated instance whose metadata holds the keys, in place of a file.",
      valueName: "id"))
  var instance: String?

  @Option(
    help: ArgumentHelp(
      "What the new key is called in that metadata (default: the name of its file).",
      valueName: "name"))
  var keyName: String?

  @Option(
    help: ArgumentHelp(
      "The comment of the new key's line (default: that of the old one's).", valueName: "text"))
  var comment: String?

  @Flag(help: "Let the new key in, and leave the old one as it is.")
  var keepOld = false

  @Flag(help: "Go on with the other targets where one fails.")
  var keepGoing = false

  @OptionGroup(title: "Host keys") var hostKeys: HostKeyOptions

  @OptionGroup(title: "Connections") var connection: ConnectionOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var outputOptions: OutputOptions

  func validate() throws {
    try StandardInput.checkUse(
      [identity, new, plan, unlocking.passphraseFile, newPassphraseFile] + hostKeys.hostKey
        + hostKeys.knownHosts)
    if plan != nil {
      try checkPlanStandsAlone()
    } else {
      if targets.isEmpty {
        throw ValidationError("no host given: [USER@]HOST[:PORT], or --plan FILE --key NAME")
      }
      if identity == nil { throw ValidationError("no key given that gets in now: -i KEY") }
      if key != nil { throw ValidationError("--key names a key of a plan: give --plan") }
    }
    if instance != nil && targets.count > 1 {
      throw ValidationError("--instance: one instance has one door, so one target")
    }
    if instance != nil && authorizedKeys != nil {
      throw ValidationError("--instance contradicts --authorized-keys: the keys stand in one place")
    }
    if keyName != nil && instance == nil {
      throw ValidationError("--key-name names the key in an instance's metadata: give --instance")
    }
    if let comment, comment.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
    {
      throw ValidationError(
        "--comment: a line break or another control character would end the line")
    }
  }

  /// A plan says where, as whom and by which key.
  private func checkPlanStandsAlone() throws {
    if key == nil {
      throw ValidationError("--plan: which of its keys is to be replaced? --key NAME")
    }
    if let target = targets.first {
      throw ValidationError("--plan names the hosts: '\(target.host)' has no place beside it")
    }
    let given: [(String, Bool)] = [
      ("-i", identity != nil), ("--instance", instance != nil),
      ("--jump", connection.jump != nil),
    ]
    if let option = hostKeys.given ?? given.first(where: \.1)?.0 {
      throw ValidationError("\(option): a plan says that itself")
    }
  }
}
