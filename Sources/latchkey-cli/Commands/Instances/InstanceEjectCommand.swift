import ArgumentParser
import LatchkeyMetadata

/// `latchkey instance eject`.
struct InstanceEjectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eject",
    abstract: "Let a key in no more.",
    discussion: """
      A fingerprint may be SHA256 or MD5, with or without its prefix, or the one that EC2 shows.

      Examples:
        latchkey instance eject web alice
        latchkey instance eject web SHA256:HvE7+gmH78VS53+iPuRDh/gKjVo26OzYU/qOnJWAgyk
      """)

  @Argument(help: ArgumentHelp("The instance, by id or name.", valueName: "id"))
  var id: String

  @Argument(
    help: ArgumentHelp("The key, by its fingerprint or name.", valueName: "fingerprint|name"))
  var key: String

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let (ejected, instance) = try MetadataFailure.translate {
      try storeOptions.store().update(id) { (instance) throws(MetadataError) in
        (try instance.eject(key), instance.id)
      }
    }
    InstanceReport.print(ejected, of: instance, "ejected", outputOptions)
  }
}
