import ArgumentParser
import LatchkeyMetadata

/// `latchkey instance modify`.
struct InstanceModifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "modify",
    abstract: "Change how an instance's metadata service answers.",
    discussion: """
      What is not named stays as it is. A running service answers so from its next request on.

      Examples:
        latchkey instance modify web --metadata-tokens required
        latchkey instance modify web --metadata-tags enabled --metadata-hop-limit 2
      """)

  @Argument(help: ArgumentHelp("The instance, by id or name.", valueName: "id"))
  var id: String

  @Option(
    name: .customLong("metadata-tokens"),
    help: "Whether requests need a session token: 'required' is IMDSv2 alone.")
  var tokens: MetadataOptions.Tokens?

  @Option(name: .customLong("metadata-endpoint"), help: "Whether the service answers at all.")
  var endpoint: MetadataOptions.Switch?

  @Option(name: .customLong("metadata-tags"), help: "Whether tags are part of the metadata.")
  var tags: MetadataOptions.Switch?

  @Option(
    name: .customLong("metadata-hop-limit"),
    help: ArgumentHelp("How many hops a token may travel, 1 to 64.", valueName: "hops"))
  var hopLimit: Int?

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var outputOptions: OutputOptions

  func validate() throws {
    guard tokens != nil || endpoint != nil || tags != nil || hopLimit != nil else {
      throw ValidationError("nothing to modify: name at least one of the --metadata options")
    }
  }

  func run() throws {
    let instance = try MetadataFailure.translate {
      try storeOptions.store().update(id) { (instance) throws(MetadataError) in
        var options = instance.metadataOptions
        options.tokens = tokens ?? options.tokens
        options.endpoint = endpoint ?? options.endpoint
        options.tags = tags ?? options.tags
        options.hopLimit = hopLimit ?? options.hopLimit
        try instance.modify(options)
        return instance
      }
    }
    let output = outputOptions.output
    if outputOptions.json {
      output.result(content: InstanceReport.jsonLine(instance))
    } else {
      output.result("\(instance.id): metadata \(InstanceReport.text(instance.metadataOptions))")
    }
  }
}
