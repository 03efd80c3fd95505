import ArgumentParser
import LatchkeyMetadata

/// `latchkey instance inject`.
struct InstanceInjectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inject",
    abstract: "Let a public key in.",
    discussion: """
      Takes what EC2 takes: ed25519, and RSA of 2048 bits or more. A private key file will do as \
      well; only its public half is taken.

      Examples:
        latchkey instance inject web laptop.pub
        latchkey instance inject web ~/.ssh/id_ed25519.pub --key-name alice
      """)

  @Argument(help: ArgumentHelp("The instance, by id or name.", valueName: "id"))
  var id: String

  @Argument(
    help: ArgumentHelp("The key file; '-' is standard input.", valueName: "publickey"),
    completion: .file())
  var publicKey: String

  @Option(help: ArgumentHelp("The key pair's name (default: the file's).", valueName: "name"))
  var keyName: String?

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var outputOptions: OutputOptions

  func validate() throws {
    guard publicKey != "-" || keyName != nil else {
      throw ValidationError("a key from standard input needs --key-name NAME")
    }
  }

  func run() throws {
    let key = try MetadataFailure.translate {
      let name = keyName ?? InjectableKey.name(of: publicKey)
      return try InjectedKey(InjectableKey.read(publicKey), named: name)
    }
    let instance = try MetadataFailure.translate {
      try storeOptions.store().update(id) { (instance) throws(MetadataError) in
        try instance.inject(key)
        return instance.id
      }
    }
    InstanceReport.print(key, of: instance, "injected", outputOptions)
  }
}
