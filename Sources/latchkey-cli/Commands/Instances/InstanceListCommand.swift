import ArgumentParser
import LatchkeyMetadata

/// `latchkey instance list`.
struct InstanceListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the instances, the oldest first.",
    discussion: """
      Prints id, name, type, loopback address and number of keys, or with --json everything.

      Examples:
        latchkey instance list
        latchkey instance list --json | jq -r .network.loopbackAddress
      """)

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let output = outputOptions.output
    let contents = try MetadataFailure.translate { try storeOptions.store().contents() }
    if outputOptions.json {
      for instance in contents.instances {
        output.result(content: InstanceReport.jsonLine(instance))
      }
    } else {
      for line in InstanceReport.table(contents.instances) { output.result(line) }
    }
    var failures = FailureList()
    for problem in contents.problems { failures.add(MetadataFailure.of(problem)) }
    try failures.finish()
  }
}
