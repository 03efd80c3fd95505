import ArgumentParser
import LatchkeyCrypto
import LatchkeyMetadata

/// `latchkey instance launch`.
struct InstanceLaunchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "launch",
    abstract: "Launch simulated instances, and print their ids.",
    discussion: """
      Examples:
        latchkey instance launch --key laptop.pub
        latchkey instance launch --name web --count 3 --tag env=test --user-data cloud-init.yaml
        latchkey instance launch --key laptop.pub --metadata-tokens required
      """)

  @Option(help: "The instance's name; with --count, NAME-1, NAME-2 and so on.")
  var name: String?

  @Option(help: ArgumentHelp("The image's id.", valueName: "ami"))
  var image = LaunchTemplate().image

  @Option(help: "The instance type.")
  var type = LaunchTemplate().type

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Key files whose public halves are injected, each named like its file.", valueName: "file"),
    completion: .file())
  var key: [String] = []

  @Option(help: "The login name to which the keys belong.")
  var user = LaunchTemplate().user

  @Option(parsing: .upToNextOption, help: ArgumentHelp("Tags.", valueName: "key=value"))
  var tag: [String] = []

  @Option(
    name: .customLong("security-group"), parsing: .upToNextOption,
    help: ArgumentHelp("Security groups, by name (default: default).", valueName: "group"))
  var securityGroups: [String] = []

  @Option(help: ArgumentHelp("The subnet's id.", valueName: "subnet"))
  var subnet: String?

  @Option(
    name: .customLong("availability-zone"), help: ArgumentHelp("The zone.", valueName: "zone"))
  var zone = Placement.usEast1a.availabilityZone

  @Option(
    help: ArgumentHelp("User data; '-' is standard input.", valueName: "file"),
    completion: .file())
  var userData: String?

  @Option(help: "An IAM role, whose credentials are made up and open nothing.")
  var role: String?

  @OptionGroup(title: "Metadata service") var metadata: MetadataServiceOptions

  @Option(help: "How many.")
  var count = 1

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var outputOptions: OutputOptions

  func validate() throws {
    try StandardInput.checkUse(key + [userData])
    guard (1...1000).contains(count) else { throw ValidationError("--count: expected 1 to 1000") }
    for pair in tag where !pair.contains("=") {
      throw ValidationError("--tag \(pair): expected KEY=VALUE")
    }
  }

  func run() throws {
    let output = outputOptions.output
    let launched = try MetadataFailure.translate {
      try storeOptions.store().launch(try template(), count: count)
    }
    for instance in launched {
      if outputOptions.json {
        output.result(content: InstanceReport.jsonLine(instance))
      } else {
        output.result(instance.id.description)
      }
    }
  }

  private func template() throws -> LaunchTemplate {
    var tags: [String: String] = [:]
    for pair in tag {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      tags[String(parts[0])] = String(parts[1])
    }
    return LaunchTemplate(
      name: name, image: image, type: type, user: user,
      keys: try key.map {
        try InjectedKey(InjectableKey.read($0), named: InjectableKey.name(of: $0))
      },
      tags: tags, securityGroups: securityGroups.isEmpty ? ["default"] : securityGroups,
      subnet: subnet, placement: try Placement(availabilityZone: zone),
      userData: try userData.map {
        try InputFile.read($0, limit: LaunchTemplate.maximumUserData).publicBytes()
      },
      role: role, metadataOptions: metadata.options)
  }
}
