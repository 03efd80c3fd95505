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

  @Option(help: "The cloud, whose rules hold for all the rest.")
  var cloud = Cloud.ec2

  @Option(help: "The instance's name; with --count, NAME-1, NAME-2 and so on.")
  var name: String?

  @Option(help: "The image, as the cloud names it: ami-… on EC2 (default: the cloud's own).")
  var image: String?

  @Option(help: "The instance type, flavor or size (default: the cloud's smallest).")
  var type: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Key files whose public halves are injected, each named like its file.", valueName: "file"),
    completion: .file())
  var key: [String] = []

  @Option(help: "The login name to which the keys belong (default: the cloud's own).")
  var user: String?

  @Option(parsing: .upToNextOption, help: ArgumentHelp("Tags.", valueName: "key=value"))
  var tag: [String] = []

  @Option(
    name: .customLong("security-group"), parsing: .upToNextOption,
    help: ArgumentHelp("Security groups, by name (default: default).", valueName: "group"))
  var securityGroups: [String] = []

  @Option(help: ArgumentHelp("The subnet's id.", valueName: "subnet"))
  var subnet: String?

  @Flag(
    name: .customLong("ipv6"),
    help: "Give it an IPv6 address too, which the metadata tells and nobody can reach.")
  var hasIPv6 = false

  @Option(
    name: .customLong("availability-zone"),
    help: ArgumentHelp("The zone (default: the cloud's first).", valueName: "zone"))
  var zone: String?

  @Option(
    help: ArgumentHelp("User data; '-' is standard input.", valueName: "file"),
    completion: .file())
  var userData: String?

  @Option(
    name: .customLong("block-device"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "Disks of EC2's block device mapping: /dev/sdf=ebs, /dev/sdb=ephemeral0.",
      valueName: "device=use"))
  var blockDevices: [String] = []

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
      cloud: cloud, name: name, image: image, type: type, user: user,
      keys: try key.map {
        try InjectedKey(InjectableKey.read($0), named: InjectableKey.name(of: $0))
      },
      tags: tags, securityGroups: securityGroups.isEmpty ? ["default"] : securityGroups,
      subnet: subnet, hasIPv6: hasIPv6,
      placement: try zone.map { try Placement(availabilityZone: $0, on: cloud) },
      userData: try userData.map {
        try InputFile.read($0, limit: cloud.rules.maximumUserData).publicBytes()
      },
      blockDevices: try blockDevices.map { text throws(MetadataError) in try BlockDevice(text) },
      role: role, metadataOptions: metadata.options)
  }
}
