import ArgumentParser
import LatchkeyMetadata

/// `latchkey instance show`.
struct InstanceShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show everything about instances.",
    discussion: """
      Examples:
        latchkey instance show web
        latchkey instance show --json web | jq -r '.keys[].fingerprint'
      """)

  @Argument(help: ArgumentHelp("Instances, by id or name.", valueName: "id"))
  var ids: [String]

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let output = outputOptions.output
    var failures = FailureList()
    var isFirst = true
    for id in ids {
      do {
        let instance = try MetadataFailure.translate { try storeOptions.store().instance(id) }
        if outputOptions.json {
          output.result(content: InstanceReport.jsonLine(instance))
        } else {
          if !isFirst { output.result("") }
          for line in InstanceReport.lines(instance) { output.result(line) }
        }
        isFirst = false
      } catch let failure as CommandFailure {
        failures.add(failure)
      }
    }
    try failures.finish()
  }
}
