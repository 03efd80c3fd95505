public import ArgumentParser
public import LatchkeyMetadata

/// How an instance's metadata service is to answer, as EC2 names it.
struct MetadataServiceOptions: ParsableArguments {
  @Option(
    name: .customLong("metadata-tokens"),
    help: "Whether requests need a session token: 'required' is IMDSv2 alone.")
  var tokens = MetadataOptions().tokens

  @Option(name: .customLong("metadata-endpoint"), help: "Whether the service answers at all.")
  var endpoint = MetadataOptions().endpoint

  @Option(name: .customLong("metadata-tags"), help: "Whether tags are part of the metadata.")
  var tags = MetadataOptions().tags

  @Option(
    name: .customLong("metadata-hop-limit"),
    help: ArgumentHelp("How many hops a token may travel, 1 to 64.", valueName: "hops"))
  var hopLimit = MetadataOptions().hopLimit

  /// The options as the library has them.
  var options: MetadataOptions {
    MetadataOptions(tokens: tokens, endpoint: endpoint, tags: tags, hopLimit: hopLimit)
  }
}

extension MetadataOptions.Tokens: ExpressibleByArgument {}
extension MetadataOptions.Switch: ExpressibleByArgument {}
