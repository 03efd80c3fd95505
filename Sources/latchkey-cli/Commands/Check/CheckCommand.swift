import ArgumentParser
import LatchkeyCrypto
import LatchkeyReport
import LatchkeyVerifier

/// `latchkey check`: see latchkey-check(1).
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Try the door: does this key get into this host, and if not, why not?",
    discussion: """
      Exits with 0 where all is as expected. One target: 20 unreachable, 21 untrusted, 22 denied, \
      23 partial, 24 allowed where deny was expected, 25 inconclusive. Several: 1.

      Examples:
        latchkey check -i web.pem admin@host.example
        latchkey check -i web.ppk --host-key SHA256:… admin@host.example:2222
        latchkey check -i mallory.pub --expect deny admin@host.example
        latchkey check --plan access.yml --format junit -o access.xml
        latchkey check -i web --wait 120 --accept-new-host-key ubuntu@new.example
      """)

  @Argument(
    help: ArgumentHelp("Where to get in, and as whom.", valueName: "[user@]host[:port]"),
    transform: CheckTarget.list(parsing:))
  var operands: [[CheckTarget]] = []

  var targets: [CheckTarget] { operands.flatMap { $0 } }

  @OptionGroup(title: "Plans") var planning: CheckPlanOptions

  @Option(
    name: .customShort("i"),
    help: ArgumentHelp(
      "A private key in any format; or a public key, to ask whether it is listed (repeatable).",
      valueName: "key"),
    completion: .file())
  var identity: [String] = []

  @Option(
    help: ArgumentHelp(
      "A user certificate, offered in place of the -i key that it is for (repeatable).",
      valueName: "file"),
    completion: .file())
  var certificate: [String] = []

  @Flag(
    help: """
      Let the ssh-agent sign for the public keys that -i gives; without -i, offer all that it holds.
      """)
  var agent = false

  @OptionGroup var unlocking: PassphraseOptions

  @Option(help: ArgumentHelp("What should be found: allow, deny or partial.", valueName: "verdict"))
  var expect = ExpectedVerdict.allow

  @OptionGroup(title: "Host keys") var hostKeys: HostKeyOptions

  @OptionGroup(title: "Connections") var connection: ConnectionOptions

  @Option(
    help: ArgumentHelp(
      "After log-in, run this command (default: authentication only).", valueName: "command"))
  var exec: String?

  @Option(
    help: ArgumentHelp(
      "Ask again for so many seconds until it is as expected: for a host that is booting.",
      valueName: "seconds"), transform: SecondsOption.seconds(parsing:))
  var wait: Double?

  @Flag(
    help: """
      Where the keys are refused, try the users that cloud images have too: ec2-user, ubuntu, admin \
      and so on.
      """)
  var guessUser = false

  @Flag(help: "Tell the conversation step by step: who said what, and when.")
  var explain = false

  @Option(help: ArgumentHelp("How many checks go on at once (default 64).", valueName: "n"))
  var concurrency: Int?

  @Option(help: ArgumentHelp("How many of them at one server (default 8).", valueName: "n"))
  var perHost: Int?

  @Option(help: "How to report.")
  var format: ReportFormat?

  @Flag(
    help: """
      Exit as a Nagios plugin does: 0 all is as expected, 2 critical, 3 unknown.
      """)
  var nagiosExitStatus = false

  @Option(
    name: .customShort("o"),
    help: ArgumentHelp("Write the report to this file; - is standard output.", valueName: "file"),
    completion: .file())
  var reportPath: String?

  @Flag(help: "Replace the report file if it exists.")
  var force = false

  @OptionGroup var outputOptions: OutputOptions

  mutating func validate() throws {
    if reportPath == "-" { reportPath = nil }
    try StandardInput.checkUse(
      identity + certificate + [unlocking.passphraseFile, planning.plan] + hostKeys.hostKey
        + hostKeys.knownHosts)
    if planning.plan != nil {
      try checkPlanStandsAlone()
    } else {
      if targets.isEmpty {
        throw ValidationError("no host given: [USER@]HOST[:PORT], or --plan FILE")
      }
      if identity.isEmpty && !agent {
        throw ValidationError("no key given: use -i KEY, or --agent")
      }
    }
    if planning.dryRun {
      let useless = [
        ("--format", format != nil), ("-o", reportPath != nil), ("--wait", wait != nil),
        ("--nagios-exit-status", nagiosExitStatus),
      ].first(where: \.1)?.0
      if let useless {
        throw ValidationError("\(useless): --dry-run asks nobody, so there is nothing to report")
      }
    }
    if let size = exec?.utf8.count, size > AccessCheck.commandLimit {
      throw ValidationError(
        "--exec: a command of \(size) bytes, and the SSH library sends \(AccessCheck.commandLimit) at most; "
          + "let it run a script that lies on the server")
    }
    try ConnectionOptions.checkSeconds(wait, "--wait")
    if let least = [concurrency, perHost].compactMap({ $0 }).min(), least < 1 {
      throw ValidationError("--concurrency and --per-host: at least 1")
    }
    if outputOptions.json, let format, format != .json {
      throw ValidationError("--json contradicts --format \(format.rawValue)")
    }
  }

  /// A plan says who, where, with what and what for: an option that says it as well would be obeyed
  /// by nobody, or overrule the file unseen.
  private func checkPlanStandsAlone() throws {
    if let target = targets.first {
      throw ValidationError("--plan names the hosts: '\(target.host)' has no place beside it")
    }
    let given: [(String, Bool)] = [
      ("-i", !identity.isEmpty), ("--certificate", !certificate.isEmpty), ("--agent", agent),
      ("--passphrase-file", unlocking.passphraseFile != nil), ("--expect", expect != .allow),
      ("--jump", connection.jump != nil), ("--exec", exec != nil), ("--guess-user", guessUser),
    ]
    if let option = hostKeys.given ?? given.first(where: \.1)?.0 {
      throw ValidationError("\(option): a plan says that itself, for each host, key or rule")
    }
  }

  /// The format of the report.
  var reportFormat: ReportFormat { format ?? (outputOptions.json ? .json : .text) }
}
