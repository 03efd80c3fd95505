import ArgumentParser
import LatchkeyMetadata

/// `latchkey instance terminate`.
struct InstanceTerminateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "terminate",
    abstract: "Terminate instances: their documents are removed.",
    discussion: """
      Examples:
        latchkey instance terminate web
        latchkey instance list --json | jq -r .id | xargs -r latchkey instance terminate
      """)

  @Argument(help: ArgumentHelp("Instances, by id or name.", valueName: "id"))
  var ids: [String]

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let output = outputOptions.output
    var failures = FailureList()
    for id in ids {
      do {
        let instance = try MetadataFailure.translate { try storeOptions.store().terminate(id) }
        if outputOptions.json {
          output.result(content: InstanceReport.jsonLine(instance))
        } else {
          output.result("\(instance.id) terminated")
        }
      } catch let failure as CommandFailure {
        failures.add(failure)
      }
    }
    try failures.finish()
  }
}
