import ArgumentParser
import LatchkeyMetadata

/// `latchkey metadata get`.
struct MetadataGetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Print what an instance's metadata says at a path.",
    discussion: """
      The bytes are those that the service answers with, and nothing is added: a value has no \
      newline at its end. No service has to run, and no token is needed.

      Examples:
        latchkey metadata get web meta-data/
        latchkey metadata get web meta-data/public-keys/0/openssh-key
        latchkey metadata get web user-data
      """)

  @Argument(help: ArgumentHelp("The instance, by id or name.", valueName: "id"))
  var id: String

  @Argument(help: "The path, with or without '/latest/' before it.")
  var path: String

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let bytes = try MetadataFailure.translate {
      let store = try storeOptions.store()
      return try store.instance(id).metadata(at: path, signedBy: CloudAuthority(of: store))
    }
    Output.standard.result(content: bytes)
  }
}
